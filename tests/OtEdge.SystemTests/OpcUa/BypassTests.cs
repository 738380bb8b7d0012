using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>What would get around rules that look at literal node ids of single requests, tried by node-opcua's client and read back at its server.</summary>
public sealed partial class BypassTests
{
    private const string Policy = """
        policy: line
        protocol: opc-ua
        rules:
          - id: reads
            clients: [hmi]
            allow: [browse, read, subscribe, history]
            nodes: ["nsu=http://acme.com/filler/;s=Line1", "nsu=http://acme.com/filler/;s=Line1.T*"]
          - id: events
            clients: [hmi]
            allow: [subscribe]
            nodes: ["i=2253"]
          - id: setpoint
            clients: [hmi]
            allow: [write]
            nodes: ["nsu=http://acme.com/filler/;s=Line1.Target", "nsu=http://acme.com/filler/;s=Line1.Limits"]
            values: [{ min: 0, max: 85 }]
          - id: by-operator
            clients: [hmi]
            users: [operator]
            allow: [write]
            nodes: ["nsu=http://acme.com/filler/;s=Line1.Operated"]
          - id: start
            clients: [hmi]
            allow: [call]
            methods: [{ object: "nsu=http://acme.com/filler/;s=Line1", method: "nsu=http://acme.com/filler/;s=Line1.Start" }]
        """;

    [Theory]
    [InlineData(LineUnderTest.Transparent, "None")]
    [InlineData(LineUnderTest.Terminating, "SignAndEncrypt")]
    public async Task Nothing_gets_around_the_rules_and_in_monitor_all_passes_and_is_told(string keys, string security)
    {
        await using LineUnderTest line = await LineUnderTest.Start(keys, Policy);
        await line.MoveTo("monitor");
        IReadOnlyList<Attack> direct = await Attempt(line, line.Direct, security);
        Assert.True(direct.Count > 45, $"{direct.Count} attacks");
        Assert.True(direct.Count(attack => attack.Effect != "kept") > 20, string.Join('\n', direct));

        Assert.Equal(direct, await Attempt(line, line.Through, security));
        await Tells(line, direct);

        await line.MoveTo("enforce");
        foreach (Attack attack in await Attempt(line, line.Through, security))
        {
            Assert.True(attack is { Effect: "kept" } && attack.Status != "Good", $"{attack}");
        }

        // No address that leads around OtEdge is offered where OtEdge answers.
        if (keys == LineUnderTest.Terminating)
        {
            Assert.Contains("offered true", await line.Client(line.Through, security, "offered"));
        }
    }

    private static async Task<IReadOnlyList<Attack>> Attempt(LineUnderTest line, string url, string security) =>
    [
        .. from printed in await line.Script("opcua_attacks.mjs", url, security)
           let match = AttackLine().Match(printed)
           where match.Success
           select new Attack(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value, match.Groups[5].Value),
    ];

    // A service, the node with its readable path, the value, the user, the application, the rule, its file and its line.
    private static async Task Tells(LineUnderTest line, IReadOnlyList<Attack> attacks)
    {
        JsonElement[] findings = [.. (await line.Gateway.Run("findings", "list", "--limit", "1000", "--output", "json")).Succeeded().Json.EnumerateArray()];
        foreach (Attack attack in attacks.Where(attack => attack.Service != "null"))
        {
            string? node = attack.Node == "null" ? null : attack.Node.Replace("ns=2;", "nsu=http://acme.com/filler/;", StringComparison.Ordinal);
            JsonElement found = findings.FirstOrDefault(one => Text(one, "function") is { } function && function.Split(' ')[^1] == attack.Service
                && (node is null || Text(one.GetProperty("opc_ua"), "node") == node));
            Assert.True(found.ValueKind == JsonValueKind.Object, $"no finding of {attack}");
            Assert.Equal("would_be_refused", Text(found, "verdict"));
            Assert.Equal("urn:acme:mes", Text(found.GetProperty("opc_ua"), "application_uri")?.Replace("urn:acme:other", "urn:acme:mes", StringComparison.Ordinal));
            Assert.Contains(Text(found.GetProperty("opc_ua"), "user"), (string?[])["anonymous", "operator"]);
            Assert.True(Text(found, "rule_at") is null || RuleLine().IsMatch(Text(found, "rule_at")!), $"{found}");
        }

        Assert.Contains(findings, one => Text(one, "kind") == "malformed_request");
        JsonElement plain = findings.Single(one => one.GetProperty("opc_ua") is { ValueKind: JsonValueKind.Object } node && Text(node, "node") == Node("Guard.G0"));
        Assert.Equal(
            ["Write", "Objects/Guard/G0", "Value", "anonymous", "urn:acme:mes", "float64 1", "setpoint", "policies/line.yaml:12", "hmi"],
            [.. ((string[])["service", "path", "attribute", "user", "application_uri"]).Select(name => Text(plain.GetProperty("opc_ua"), name)),
             .. ((string[])["value", "rule", "rule_at", "client_asset"]).Select(name => Text(plain, name))]);
    }

    private static string Node(string name) => $"nsu=http://acme.com/filler/;s={name}";

    private static string? Text(JsonElement one, string name) =>
        one.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    [GeneratedRegex(@"^policies/line\.yaml:\d+$")]
    private static partial Regex RuleLine();

    [GeneratedRegex(@"^(.*): (\w+) (kept|reached|leaked) \((\w+) (\S+)\)$")]
    private static partial Regex AttackLine();

    private sealed record Attack(string Name, string Status, string Effect, string Service, string Node);
}
