using OtEdge.SystemTests.Alerts;
using OtEdge.SystemTests.Peers;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>What node-opcua's client does seldom: history, events, long messages, and what becomes of it when rules change.</summary>
public sealed class FeatureTests : IAsyncLifetime
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
          - id: text
            clients: [hmi]
            allow: [write]
            nodes: ["nsu=http://acme.com/filler/;s=Line1.Text"]
        """;

    // Into a signed channel OtEdge cannot put a question, so it knows the namespaces when the client has read them.
    private static readonly string[] Steps = ["namespaces", "history", "events", "changes", "huge"];
    private static readonly string[] Works = ["connect done", "namespaces Good", "history Good 5", "events Good ticks", "changes Good no gap", "huge Good true", "close done"];
    private PeerProcess? server;
    private OtEdgeProcess? gateway;

    public async ValueTask InitializeAsync()
    {
        PeerScripts.NeedNodeOpcua();
        server = await PeerProcess.NodeOpcuaServer();
        gateway = await OtEdgeProcess.Start(FillingLine.Files(server.Port, "inspection: transparent", Policy));
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
    }

    [Theory]
    [InlineData("None")]
    [InlineData("Sign")]
    public async Task History_events_changes_and_long_messages_pass_an_enforcing_conduit(string security)
    {
        await gateway!.MoveTo("line", "enforce");
        Assert.Equal(Works, await PeerScripts.NodeOpcua(await Through(), security, Steps));
    }

    [Fact]
    public async Task Encrypted_ones_pass_while_observing() =>
        Assert.Equal(Works, await PeerScripts.NodeOpcua(await Through(), "SignAndEncrypt", Steps));

    [Fact]
    public async Task The_history_of_a_forbidden_node_is_refused_and_the_session_lives_on()
    {
        await gateway!.MoveTo("line", "enforce");
        Assert.Equal(
            ["connect done", "historyForbidden BadUserAccessDenied", "history Good 5", "close done"],
            await PeerScripts.NodeOpcua(await Through(), "None", "historyForbidden", "history"));
    }

    [Theory]
    [InlineData("inspection: transparent", "None")]
    [InlineData("inspection: terminate\nsecurity: { policies: [Basic256Sha256], modes: [SignAndEncrypt], certificates: any }", "SignAndEncrypt")]
    public async Task Items_that_other_rules_forbid_end_and_the_others_go_on(string keys, string security)
    {
        await using OtEdgeProcess other = await OtEdgeProcess.Start(FillingLine.Files(server!.Port, keys, Policy));
        Task<IReadOnlyList<string>> watching = PeerScripts.NodeOpcua($"opc.tcp://127.0.0.1:{await other.Port("line")}/line", security, "outwatch");
        for (int i = 0; i < 300 && !(await Shown(other, "flows")).Contains("Line1.Secret", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await other.MoveTo("line", "enforce");

        Assert.Equal(["connect done", "outwatch Secret ended true TrendCounter goes on true", "close done"], await watching);
        Assert.Contains("so OtEdge has silenced this monitored item", await Shown(other, "findings"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LineUnderTest.Transparent, "None")]
    [InlineData(LineUnderTest.Terminating, "SignAndEncrypt")]
    public async Task A_trial_that_goes_back_gives_clients_back_what_they_watched(string keys, string security)
    {
        await using LineUnderTest line = await LineUnderTest.Start(keys, Policy);
        await line.MoveTo("monitor");
        await line.TrustDevice();
        Task<IReadOnlyList<string>> watching = line.Client(line.Through, security, "outwait");
        await Eventually.Holds(async () => (await Shown(line.Gateway, "flows")).Contains("Line1.Secret", StringComparison.Ordinal));
        (await line.Gateway.Run("change", "propose", "line", "--mode", "enforce", "--reason", "trial", "--yes", "--override", "trial", "--trial", "10m")).Succeeded();
        await Eventually.Holds(async () => (await Shown(line.Gateway, "findings")).Contains("has silenced this monitored item", StringComparison.Ordinal));
        await Eventually.Holds(async () => (await Shown(line.Gateway, "flows")).Contains("Line1.Tag49", StringComparison.Ordinal));
        (await line.Gateway.Run("change", "abort", "--last")).Succeeded();

        Assert.Equal(["connect done", "outwait silent true alias BadUserAccessDenied point BadUserAccessDenied speaks again true", "close done"], await watching);
    }

    private static async Task<string> Shown(OtEdgeProcess gateway, string command) => (await gateway.Run(command, "--output", "json")).Succeeded().Output;

    private async Task<string> Through() => $"opc.tcp://127.0.0.1:{await gateway!.Port("line")}/line";
}
