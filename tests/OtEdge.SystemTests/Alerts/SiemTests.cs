using System.Net;
using System.Net.Sockets;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Alerts;

/// <summary>A SIEM understands what it is told, over every transport.</summary>
public sealed class SiemTests
{
    [Theory]
    [InlineData("udp")]
    [InlineData("tcp")]
    [InlineData("tls")]
    public async Task Rsyslog_takes_an_alert_apart_as_rfc_5424_with_a_cef_body(string transport)
    {
        await using Rsyslog siem = Rsyslog.Start(transport);
        using TcpListener device = AlertingSite.SilentDevice();
        string more = transport == "tls" ? $", ca: {siem.Folder}/ca.pem, server-name: siem.acme.example" : "";
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(AlertingSite.Files(
            1,
            ((IPEndPoint)device.LocalEndpoint).Port,
            $"alerts: {{ syslog: {{ server: {transport}://127.0.0.1:{siem.Port}{more} }} }}"));
        await AlertingSite.Write(await gateway.Port("line-1"), "127.0.0.99", 120, 1);

        // A datagram that came before rsyslog listened is lost; a test alert shows that it does.
        await Eventually.Holds(async () =>
        {
            await gateway.Run("alerts", "test");
            return siem.Lines.Any(line => line.Contains(" otedge test CEF:0|OtEdge|otedge|", StringComparison.Ordinal));
        });
        await AlertingSite.Write(await gateway.Port("line-1"), "127.0.0.98", 121, 1);
        await Eventually.Holds(() => Task.FromResult(siem.Lines.Any(line => line.Contains("src=127.0.0.98", StringComparison.Ordinal))));
        string taken = siem.Lines.Last(line => line.Contains("src=127.0.0.98", StringComparison.Ordinal));
        Assert.StartsWith("err edge-1.test otedge finding CEF:0|OtEdge|otedge|", taken);
        Assert.Contains("|refusal|refusal refused|8|msg=line-1 to plc: 127.0.0.98 was refused", taken);
        Assert.Contains(" cs1Label=conduit cs1=line-1 ", taken);
    }

    [Fact]
    public async Task What_was_found_while_the_siem_was_away_is_told_when_it_is_back()
    {
        Rsyslog first = Rsyslog.Start("tcp");
        int port = first.Port;
        await first.DisposeAsync();
        using TcpListener device = AlertingSite.SilentDevice();
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(AlertingSite.Files(
            1, ((IPEndPoint)device.LocalEndpoint).Port, $"alerts: {{ syslog: {{ server: tcp://127.0.0.1:{port} }} }}"));
        await AlertingSite.Write(await gateway.Port("line-1"), "127.0.0.99", 120, 1);
        await Eventually.Holds(async () => (await gateway.Run("status")).Output.Contains("syslog is not told of alerts", StringComparison.Ordinal));

        await using Rsyslog second = Rsyslog.Start("tcp");
        (string Path, string Text)[] files = AlertingSite.Files(
            1, ((IPEndPoint)device.LocalEndpoint).Port, $"alerts: {{ syslog: {{ server: tcp://127.0.0.1:{second.Port} }} }}");
        gateway.Write(files[0].Path, files[0].Text);
        (await gateway.Run("reload")).Succeeded();
        await Eventually.Holds(() => Task.FromResult(second.Lines.Any(line => line.Contains("src=127.0.0.99", StringComparison.Ordinal))));
    }
}
