using System.Text.Json;
using OtEdge.SystemTests.Peers;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>node-opcua on both sides of a conduit that reads along.</summary>
public sealed class TransparentTests : IAsyncLifetime
{
    private const string Transparent = "inspection: transparent";
    private PeerProcess? server;
    private OtEdgeProcess? gateway;

    private string Direct => $"opc.tcp://127.0.0.1:{server!.Port}/line";

    public async ValueTask InitializeAsync()
    {
        PeerScripts.NeedNodeOpcua();
        server = await PeerProcess.NodeOpcuaServer();
        gateway = await OtEdgeProcess.Start(FillingLine.Files(server.Port, Transparent));
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

    [Fact]
    public async Task Monitoring_changes_nothing_and_finds_what_would_be_refused()
    {
        await gateway!.MoveTo("line", "monitor");
        string through = await Through();
        await PeerScripts.NodeOpcua(Direct, "None", "writeBatch");
        IReadOnlyList<string> direct = await PeerScripts.NodeOpcua(Direct, "None");
        Assert.Equal(direct, await PeerScripts.NodeOpcua(through, "None"));
        Assert.Contains("subscribe Good=50 seen 50", direct);
        Assert.Contains("big Good true", direct);
        JsonElement conduit = (await gateway.Run("status", "--output", "json")).Succeeded().Json.GetProperty("conduits")[0];
        Assert.True(conduit.GetProperty("would_be_refused_total").GetInt64() >= 5, $"{conduit}");
        Assert.Equal(0, conduit.GetProperty("refused_total").GetInt64());
    }

    [Fact]
    public async Task Enforcing_refuses_single_items_and_whole_writes_and_the_session_lives_on()
    {
        await gateway!.MoveTo("line", "enforce");
        Assert.Equal(FillingLine.SeenWhileEnforcing, await PeerScripts.NodeOpcua(await Through(), "None"));
        Assert.Contains("readBack 42 0 49", await PeerScripts.NodeOpcua(Direct, "None", "readBack"));
    }

    [Fact]
    public async Task A_policy_by_items_writes_what_is_allowed_of_a_batch()
    {
        string rules = FillingLine.Policy
            .Replace("protocol: opc-ua", "protocol: opc-ua\nbatch: item", StringComparison.Ordinal)
            .Replace("s=Line1.Text\"", "s=Line1.T*\"", StringComparison.Ordinal);
        await using OtEdgeProcess other = await OtEdgeProcess.Start(FillingLine.Files(server!.Port, Transparent, rules));
        await other.MoveTo("line", "enforce");
        string through = $"opc.tcp://127.0.0.1:{await other.Port("line")}/line";
        IReadOnlyList<string> seen = await PeerScripts.NodeOpcua(through, "None", "writeBatch", "readBack", "call", "callForbidden");
        Assert.Equal(["connect done", "writeBatch Good=49 BadUserAccessDenied=1", "readBack 20 500 500", "call Good true", "callForbidden BadUserAccessDenied", "close done"], seen);
    }

    [Fact]
    public async Task A_signed_channel_is_read_and_closed_by_what_is_forbidden()
    {
        await gateway!.MoveTo("line", "enforce");
        string through = await Through();
        IReadOnlyList<string> allowed = await PeerScripts.NodeOpcua(through, "Sign", "namespaces", "read", "write", "readBack", "big");
        Assert.Equal(["connect done", "namespaces Good", "read Good=50 sum 1225", "write Good=1", "readBack 42 0 49", "big Good true", "close done"], allowed);
        IReadOnlyList<string> refused = await PeerScripts.NodeOpcua(through, "Sign", "namespaces", "writeBeyond");
        Assert.Contains(refused, line => line.StartsWith("writeBeyond fault", StringComparison.Ordinal));
        Assert.Contains("readBack 42 0 49", await PeerScripts.NodeOpcua(Direct, "None", "readBack"));
    }

    [Fact]
    public async Task An_encrypted_channel_passes_while_observing_and_is_refused_when_enforced()
    {
        string through = await Through();
        Assert.Contains("read Good=50 sum 1225", await PeerScripts.NodeOpcua(through, "SignAndEncrypt", "read", "write", "big"));
        await gateway!.MoveTo("line", "enforce");
        IReadOnlyList<string> refused = await PeerScripts.NodeOpcua(through, "SignAndEncrypt", "writeBeyond");
        Assert.DoesNotContain(refused, line => line.StartsWith("writeBeyond Good", StringComparison.Ordinal));
        Assert.Contains("readBack 42 0 49", await PeerScripts.NodeOpcua(Direct, "None", "readBack"));
    }

    private async Task<string> Through() => $"opc.tcp://127.0.0.1:{await gateway!.Port("line")}/line";
}
