using System.Text.Json;
using OtEdge.SystemTests.Peers;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>Users, certificates and their renewal, with node-opcua on both sides of a conduit that terminates.</summary>
public sealed class IdentityTests : IAsyncLifetime
{
    private const string AnyClient = "security: { certificates: any }";

    private const string Policy = """
        policy: line
        protocol: opc-ua
        rules:
          - { id: reads, allow: [browse, read, call] }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("otedge-identity-").FullName;
    private PeerProcess? server;
    private OtEdgeProcess? gateway;

    private string ClientPki => Path.Combine(folder, "client");

    public ValueTask InitializeAsync()
    {
        PeerScripts.NeedNodeOpcua();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }

        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_user_with_a_certificate_is_whoever_the_settings_say_to_the_device()
    {
        (string Certificate, string Key, string Thumbprint) named = PlantAuthority.MakeUser(folder, "named"), other = PlantAuthority.MakeUser(folder, "other");
        string password = Path.Combine(folder, "line.password");
        await File.WriteAllTextAsync(password, "secret\n");
        string url = await Open($$"""
            {{AnyClient}}
            device-security:
              users:
                - { certificate: {{named.Thumbprint}}, as: { name: operator, password-file: "{{password}}" } }
                - { certificate: trusted, as: { certificate: batch-user } }
            """);
        JsonElement batch = (await gateway!.Run("certs", "renew", "batch-user", "--output", "json")).Succeeded().Json;

        Assert.Equal(["connect done", "who user name operator chain 1", "close done"], await Client(url, AsUser(named), "who"));
        Assert.Equal(["connect fault BadIdentityTokenRejected"], await Client(url, AsUser(other), "who"));
        (await gateway.Run("certs", "trust", "--user", other.Thumbprint)).Succeeded();
        Assert.Equal(
            ["connect done", $"who user certificate {batch.GetProperty("thumbprint").GetString()} chain 1", "close done"], await Client(url, AsUser(other), "who"));
        Assert.Equal(["connect done", "who user anonymous chain 1", "close done"], await Client(url, [], "who"));
        Assert.Equal(
            ["connect done", "who user name operator chain 1", "close done"], await Client(url, [("OPCUA_USER", "operator"), ("OPCUA_PASSWORD", "secret")], "who"));

        string findings = (await gateway.Run("findings", "--output", "json")).Succeeded().Output;
        Assert.Contains($"otedge certs trust --user {other.Thumbprint}", findings, StringComparison.Ordinal);
        Assert.DoesNotContain("\"secret\"", findings, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", gateway.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_name_the_clients_own_user_and_without_a_mapping_certificates_are_not_taken()
    {
        (string Certificate, string Key, string Thumbprint) named = PlantAuthority.MakeUser(folder, "named");
        string url = await Open(
            $"{AnyClient}\ndevice-security: {{ users: [{{ certificate: {named.Thumbprint}, as: anonymous }}] }}",
            Policy.Replace("allow: [browse, read, call]", $"users: [{named.Thumbprint}], allow: [browse, read, call]", StringComparison.Ordinal));
        await TrustDevice(url, AsUser(named));
        await gateway!.MoveTo("line", "enforce");
        Assert.Equal(["connect done", "who user anonymous chain 1", "close done"], await Client(url, AsUser(named), "who"));
        Assert.DoesNotContain("connect done", await Client(url, [], "who"));

        await gateway.DisposeAsync();
        url = await Open(AnyClient);
        IReadOnlyList<string> refused = await Client(url, AsUser(named), "who");
        Assert.DoesNotContain("connect done", refused);
    }

    [Fact]
    public async Task Issuers_of_own_certificates_are_sent_so_that_peers_need_to_trust_the_authority_alone()
    {
        using var authority = new PlantAuthority();
        string url = await Open($"{AnyClient}\ndevice-security: {{ policy: Basic256Sha256, mode: SignAndEncrypt }}");
        Assert.Contains("connect done", await Client(url, [], "who"));
        foreach (string name in (string[])["line", "line-client"])
        {
            string request = (await gateway!.Run("certs", "csr", name)).Succeeded().Output;
            string signed = Path.Combine(folder, name + ".crt");
            await File.WriteAllTextAsync(signed, authority.Sign(request));
            (await gateway.Run("certs", "renew", name, "--signed", signed)).Succeeded();
        }

        // From now on both peers trust the authority alone.
        string strictPki = Path.Combine(folder, "strict-client"), strictServer = Path.Combine(folder, "strict-server");
        authority.TrustIn(strictPki);
        authority.TrustIn(strictServer);
        int port = server!.Port;
        await server.DisposeAsync();
        server = await PeerProcess.NodeOpcuaIdentityServer(port, strictServer, "strict");
        IReadOnlyList<string> seen = await Client(url, [("OPCUA_STRICT", "1")], strictPki, ["who", "shown"]);
        Assert.Equal(["connect done", "who user anonymous chain 3"], seen.Take(2));
        Assert.Matches("^shown [0-9A-F]{40} [0-9A-F]{40} [0-9A-F]{40} as offered$", seen[2]);
    }

    [Fact]
    public async Task An_own_certificate_is_renewed_while_the_conduit_runs_and_no_established_connection_notices()
    {
        string url = await Open(AnyClient);
        using HeldClient held = await HeldClient.Start(url, ClientPki, ("OPCUA_USER", "operator"), ("OPCUA_PASSWORD", "secret"));
        string before = (await Client(url, [], "shown"))[1];

        JsonElement open = Assert.Single((await gateway!.Run("conduits", "show", "line", "--output", "json")).Succeeded().Json.GetProperty("opc_ua_connections").EnumerateArray());
        Assert.Equal(
            ("operator", "urn:acme:mes", "Basic256Sha256", "SignAndEncrypt", "SignAndEncrypt"),
            (Text(open, "user"), Text(open, "application_uri"), Text(open, "security_policy"), Text(open, "security_mode"), Text(open, "device_security_mode")));
        Assert.Equal(JsonValueKind.Null, open.GetProperty("device_user").ValueKind);
        Assert.Contains("operator", (await gateway.Run("conduits", "show", "line")).Succeeded().Output, StringComparison.Ordinal);

        string[] renewed =
        [
            Text((await gateway.Run("certs", "renew", "line", "--output", "json")).Succeeded().Json, "thumbprint")!,
            Text((await gateway.Run("certs", "renew", "line-client", "--output", "json")).Succeeded().Json, "thumbprint")!,
        ];
        Assert.DoesNotContain(renewed[0], before, StringComparison.Ordinal);
        Assert.Equal($"shown {renewed[0]} as offered", (await Client(url, [], "shown"))[1]);
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", (await gateway.Run("certs", "export", "line")).Succeeded().Output, StringComparison.Ordinal);
        string audit = (await gateway.Run("audit", "--output", "json")).Succeeded().Output;
        Assert.All(renewed, thumbprint => Assert.Contains(thumbprint, audit, StringComparison.Ordinal));
        await Task.Delay(TimeSpan.FromSeconds(12));
        Assert.Equal("hold lost 0 much true", await held.Stop());
    }

    [Fact]
    public async Task A_device_that_renews_its_certificate_is_a_finding_and_no_outage_in_monitor()
    {
        string url = await Open($"{AnyClient}\ndevice-security: {{ policy: Basic256Sha256, mode: SignAndEncrypt }}");
        await TrustDevice(url, []);
        await gateway!.MoveTo("line", "monitor");
        Assert.Contains("who user anonymous chain 1", await Client(url, [], "who"));
        int port = server!.Port;
        await server.DisposeAsync();
        server = await PeerProcess.NodeOpcuaIdentityServer(port, Path.Combine(folder, "renewed-server"));
        Assert.Contains("who user anonymous chain 1", await Client(url, [], "who"));
        string findings = (await gateway.Run("findings", "--output", "json")).Succeeded().Output;
        Assert.Contains("the device's certificate", findings, StringComparison.Ordinal);
        Assert.Single(await TurnedAway());
    }

    private async Task<string> Open(string keys, string policy = Policy)
    {
        server ??= await PeerProcess.NodeOpcuaIdentityServer(0, Path.Combine(folder, "server"));
        gateway = await OtEdgeProcess.Start(FillingLine.Files(server.Port, keys, policy));
        return $"opc.tcp://127.0.0.1:{await gateway.Port("line")}/line";
    }

    private static (string Name, string Value)[] AsUser((string Certificate, string Key, string Thumbprint) user) =>
        [("OPCUA_USER_CERTIFICATE", user.Certificate), ("OPCUA_USER_KEY", user.Key)];

    private Task<IReadOnlyList<string>> Client(string url, (string Name, string Value)[] environment, params string[] steps) =>
        Client(url, environment, ClientPki, steps);

    private static Task<IReadOnlyList<string>> Client(string url, (string Name, string Value)[] environment, string pki, string[] steps) =>
        PeerScripts.NodeOpcuaIdentity(environment, url, pki, steps);

    private async Task TrustDevice(string url, (string Name, string Value)[] environment)
    {
        Assert.Contains("connect done", await Client(url, environment, "who"));
        foreach (JsonElement one in await TurnedAway())
        {
            (await gateway!.Run("certs", "trust", Text(one, "thumbprint")!)).Succeeded();
        }
    }

    private async Task<JsonElement[]> TurnedAway() =>
    [
        .. (await gateway!.Run("certs", "list", "--output", "json")).Succeeded().Json.EnumerateArray()
            .Where(one => Text(one, "place") == "rejected" && Text(one, "subject")!.Contains("NodeOPCUA", StringComparison.Ordinal)),
    ];

    private static string? Text(JsonElement one, string name) => one.GetProperty(name).GetString();
}
