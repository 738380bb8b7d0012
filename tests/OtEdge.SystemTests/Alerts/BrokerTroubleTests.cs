using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Alerts;

/// <summary>Whatever is wrong with the broker is told, costs traffic nothing, and is over by itself when it is mended.</summary>
public sealed class BrokerTroubleTests
{
    private const string Prefix = "otedge/test/edge-1";

    [Fact]
    public async Task A_broker_that_accepts_and_never_answers_is_told_and_traffic_goes_on_until_it_answers_again()
    {
        await using Mosquitto broker = Mosquitto.Make();
        using TcpListener device = AlertingSite.SilentDevice();
        OtEdgeProcess gateway;
        using (TcpListener hung = AlertingSite.SilentDevice(broker.Port))
        {
            gateway = await OtEdgeProcess.Start(Files(device, broker.Port));
            int port = await gateway.Port("line-1");
            await Eventually.Holds(async () =>
            {
                await AlertingSite.Write(port, "127.0.0.2", 0, 100);
                return (await AlertingSite.Receiver(gateway)).GetProperty("fault").GetString() is { } fault && fault.Contains("did not answer");
            });
            Assert.Contains("mqtt is not told of alerts", (await gateway.Run("status")).Output);
            CommandResult test = await gateway.Run("alerts", "test");
            Assert.Equal(1, test.ExitCode);
            Assert.Contains("has not taken it", test.Output);
            CommandResult doctor = await gateway.Run("doctor");
            Assert.Equal(1, doctor.ExitCode);
            Assert.Contains("did not answer", doctor.Output);
        }

        await using (gateway)
        {
            await broker.Start();
            await AlertingSite.IsTold(gateway);
            Assert.DoesNotContain("mqtt is not told of alerts", (await gateway.Run("status")).Output);
            Assert.Equal(0, (await gateway.Run("alerts", "test")).ExitCode);
        }
    }

    [Fact]
    public async Task A_slow_broker_gets_every_alert_and_holds_nothing_up()
    {
        await using Mosquitto broker = Mosquitto.Make();
        await broker.Start();
        await using var path = new SlowPath(broker.Port, TimeSpan.FromSeconds(1));
        using TcpListener device = AlertingSite.SilentDevice();
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(Files(device, path.Port));
        await using MqttListener listener = await MqttListener.Start(broker.Port);
        int port = await gateway.Port("line-1");
        for (int client = 1; client <= 5; client++)
        {
            await AlertingSite.Write(port, $"127.0.0.{client + 10}", client * 100, 1);
        }

        await Eventually.Holds(async () => (await AlertingSite.Receiver(gateway)).GetProperty("waiting").GetInt64() > 0);
        await AlertingSite.IsTold(gateway);
        string[] raised = [.. (await gateway.Run("alerts", "list", "--output", "json")).Succeeded().Json.EnumerateArray().Select(Id).Reverse()];
        Assert.Equal(5, raised.Length);
        await Eventually.Holds(() => Task.FromResult(listener.Alerts.Select(one => Id(one.Event)).Distinct().SequenceEqual(raised)));
    }

    [Fact]
    public async Task A_sweep_of_writes_over_all_addresses_is_a_handful_of_alerts_that_tell_the_story()
    {
        await using Mosquitto broker = Mosquitto.Make();
        await broker.Start();
        using TcpListener device = AlertingSite.SilentDevice();
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(Files(device, broker.Port));
        await using MqttListener listener = await MqttListener.Start(broker.Port);
        int port = await gateway.Port("line-1");
        for (int first = 0; first < 65_536; first += 4096)
        {
            await AlertingSite.Write(port, "127.0.0.99", first, 4096);
        }

        await listener.Await($"{Prefix}/alerts/high/line-1", payload => payload.Contains("127.0.0.99"));
        await AlertingSite.IsTold(gateway);
        JsonElement[] alerts = [.. (await gateway.Run("alerts", "list", "--output", "json")).Succeeded().Json.EnumerateArray()];
        Assert.InRange(alerts.Length, 1, 10);
        Assert.InRange(listener.Alerts.Count, 1, 20);
        JsonElement status = (await gateway.Run("status", "--output", "json")).Succeeded().Json;
        Assert.Equal(65_536, status.GetProperty("conduits")[0].GetProperty("refused_total").GetInt64());
        Assert.Contains(alerts, alert => alert.GetProperty("text").GetString()!.Contains("127.0.0.99", StringComparison.Ordinal));
    }

    private static (string Path, string Text)[] Files(TcpListener device, int broker) => AlertingSite.Files(
        1, ((IPEndPoint)device.LocalEndpoint).Port, $"alerts: {{ mqtt: {{ broker: mqtt://127.0.0.1:{broker} }} }}");

    private static string Id(JsonElement alert) => alert.GetProperty("id").GetString()!;
}
