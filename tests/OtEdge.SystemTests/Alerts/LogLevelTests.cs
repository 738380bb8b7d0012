using System.Net;
using System.Net.Sockets;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Alerts;

/// <summary>What is logged follows the settings while the gateway runs.</summary>
public sealed class LogLevelTests
{
    [Fact]
    public async Task A_reload_changes_the_level_of_logs_without_a_restart()
    {
        using TcpListener device = AlertingSite.SilentDevice();
        int port = ((IPEndPoint)device.LocalEndpoint).Port;
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(AlertingSite.Files(1, port, ""));
        Assert.DoesNotContain(" DBG ", gateway.Log);

        gateway.Write("otedge.yaml", AlertingSite.Files(1, port, "logs: { level: debug }")[0].Text);
        (await gateway.Run("reload")).Succeeded();
        (await gateway.Run("conduits", "restart", "line-1")).Succeeded();
        await Eventually.Holds(() => Task.FromResult(gateway.Log.Contains(" DBG Conduit line-1 listens", StringComparison.Ordinal)));

        gateway.Write("otedge.yaml", AlertingSite.Files(1, port, "logs: { level: error }")[0].Text);
        (await gateway.Run("reload")).Succeeded();
        int before = gateway.Log.Length;
        (await gateway.Run("conduits", "restart", "line-1")).Succeeded();
        (await gateway.Run("status")).Succeeded();
        Assert.Equal("", gateway.Log[before..].Trim());
    }
}
