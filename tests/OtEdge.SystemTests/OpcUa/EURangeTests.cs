using OtEdge.SystemTests.Peers;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>Writes that rules limit by the EURange which node-opcua's server tells.</summary>
public sealed class EURangeTests
{
    [Fact]
    public async Task A_write_beyond_the_range_that_the_server_tells_is_refused()
    {
        PeerScripts.NeedNodeOpcua();
        await using PeerProcess server = await PeerProcess.NodeOpcuaServer();
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(FillingLine.Files(server.Port, "inspection: transparent", FillingLine.Policy + """

              - id: level
                clients: [hmi]
                allow: [write]
                nodes: ["nsu=http://acme.com/filler/;s=Line1.Level"]
                values: [{ eu-range: true }]
            """));
        string url = $"opc.tcp://127.0.0.1:{await gateway.Port("line")}/line";
        await gateway.MoveTo("line", "enforce");

        IReadOnlyList<string> seen = [];
        for (long end = Environment.TickCount64 + 90_000; !seen.Contains("levels Good"); await Task.Delay(500))
        {
            Assert.True(Environment.TickCount64 < end, string.Join('\n', seen));
            seen = await PeerScripts.NodeOpcua(url, "None", "levels");
        }

        Assert.Equal(["connect done", "level 1", "level fault BadUserAccessDenied", "levels Good", "close done"], seen);
        string findings = (await gateway.Run("findings", "--output", "json")).Succeeded().Output;
        Assert.Contains("EURange", findings, StringComparison.Ordinal);
    }
}
