using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>What a client gets through both inspections is what it gets without OtEdge, also while everything that it does is judged and allowed.</summary>
public sealed class SameAsDirectTests
{
    private static readonly string[] Policies = ["Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss"];
    private static readonly string[] Users = ["", ":operator:secret"];
    private static readonly string[] Steps = ["namespaces", "read", "write", "readBack", "call", "browse", "translate", "alias", "subscribe", "big"];

    [Theory]
    [InlineData(LineUnderTest.Transparent)]
    [InlineData(LineUnderTest.Terminating)]
    public async Task Every_policy_mode_and_user_that_node_opcua_offers(string keys)
    {
        await using LineUnderTest line = await LineUnderTest.Start(keys, FillingLine.Everything);
        string readable = string.Join(',', Securities("None").Concat(Securities("Sign")));
        string encrypted = string.Join(',', Securities("SignAndEncrypt"));
        IReadOnlyList<string> direct = await line.Client(line.Direct, $"{readable},{encrypted}", Steps);
        Assert.Equal(14, direct.Count(text => text == "subscribe Good=50 seen 50"));
        Assert.Equal(14, direct.Count(text => text == "big Good true"));

        // What is encrypted can be judged only where the channel is terminated.
        bool isTransparent = keys == LineUnderTest.Transparent;
        IReadOnlyList<string> before = isTransparent ? await line.Client(line.Through, encrypted, Steps) : [];
        await line.MoveTo("enforce");
        IReadOnlyList<string> through = await line.Client(line.Through, isTransparent ? readable : $"{readable},{encrypted}", Steps);
        Assert.Equal(direct, through.Concat(before));
    }

    [Theory]
    [InlineData(LineUnderTest.Transparent, "None")]
    [InlineData(LineUnderTest.Transparent, "Sign")]
    [InlineData(LineUnderTest.Terminating, "SignAndEncrypt")]
    public async Task History_events_long_messages_and_reconnects_while_enforcing(string keys, string security)
    {
        string[] steps = ["namespaces", "history", "events", "changes", "huge", "drop"];
        await using LineUnderTest line = await LineUnderTest.Start(keys, FillingLine.Everything);
        await line.MoveTo("enforce");
        IReadOnlyList<string> direct = await line.Client(line.Direct, security, steps);
        Assert.Equal(
            ["connect done", "namespaces Good", "history Good 5", "events Good ticks", "changes Good no gap", "huge Good true", "drop Good 7 same session true", "close done"],
            direct);
        Assert.Equal(direct, await line.Client(line.Through, security, steps));
    }

    [Theory]
    [InlineData(LineUnderTest.Transparent, "None")]
    [InlineData(LineUnderTest.Terminating, "SignAndEncrypt")]
    public async Task After_a_restart_of_the_server_rules_follow_its_namespaces(string keys, string security)
    {
        string[] steps = ["outlast", "moved"];
        await using LineUnderTest line = await LineUnderTest.Start(keys, FillingLine.Policy);
        await line.MoveTo("enforce");
        Task<IReadOnlyList<string>> client = line.Client(line.Through, security, steps);
        await Alerts.Eventually.Holds(async () =>
            (await line.Gateway.Run("status", "--output", "json")).Succeeded().Json.GetProperty("conduits")[0].GetProperty("requests_total").GetInt64() > 30);
        await line.RestartServer(("OPCUA_SHUFFLED", "1"));

        // What was ns=2 is ns=3 now, and ns=2 has a node of the same name that no rule allows.
        Assert.Equal(["connect done", "outlast back 7", "moved ns=2 BadUserAccessDenied ns=3 Good", "close done"], await client);
        Assert.Contains("targets 20 42", await line.Client(line.Direct, "None", "targets"));
    }

    private static IEnumerable<string> Securities(string mode) =>
        from policy in mode == "None" ? [""] : Policies
        from user in Users
        select mode == "None" ? user.Length == 0 ? "None" : $"None:None{user}" : $"{mode}:{policy}{user}";
}
