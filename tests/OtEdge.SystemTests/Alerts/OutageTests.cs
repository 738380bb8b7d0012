using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Alerts;

/// <summary>The broker is away, the gateway is killed, and nothing is lost.</summary>
public sealed class OutageTests
{
    private const int Conduits = 4;
    private const int Clients = 12;

    // 40,000 findings; tests/long makes them more than 100,000.
    private static readonly int WritesEach = int.Parse(Environment.GetEnvironmentVariable("OTEDGE_OUTAGE_WRITES") ?? "200", CultureInfo.InvariantCulture);

    [Fact]
    public async Task After_an_outage_with_kills_the_subscriber_has_every_alert_in_order_and_none_that_never_was()
    {
        await using Mosquitto broker = Mosquitto.Make();
        using TcpListener device = AlertingSite.SilentDevice();
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(AlertingSite.Files(
            Conduits, ((IPEndPoint)device.LocalEndpoint).Port, $"alerts: {{ mqtt: {{ broker: mqtt://127.0.0.1:{broker.Port} }} }}"));
        for (int round = 0; round < 2; round++)
        {
            await Attack(gateway, round);
            IReadOnlyList<JsonElement> acknowledged = [];
            await Eventually.Holds(async () => (acknowledged = await Alerts(gateway)).Count >= Conduits * 20);
            await Attack(gateway, round + 10);
            await gateway.Kill();
            if (round == 0)
            {
                await gateway.Start();
                string[] after = [.. (await Alerts(gateway)).Select(Id)];
                Assert.Empty(acknowledged.Select(Id).Except(after));
                JsonElement receiver = await AlertingSite.Receiver(gateway);
                Assert.True(receiver.GetProperty("waiting").GetInt64() >= acknowledged.Count);
                await AlertingSite.IsInTrouble(gateway, "cannot be reached");
            }
        }

        await broker.Start();
        await using MqttListener listener = await MqttListener.Start(broker.Port);
        await gateway.Start();
        await AlertingSite.IsTold(gateway);

        JsonElement[] journal = [.. (await Alerts(gateway)).Reverse()];
        await Eventually.Holds(() => Task.FromResult(
            journal.Select(Id).ToHashSet().IsSubsetOf(listener.Alerts.Select(one => Id(one.Event)))));
        foreach (string conduit in journal.Select(alert => alert.GetProperty("conduit").GetString()!).Distinct())
        {
            string[] raised = [.. journal.Where(alert => alert.GetProperty("conduit").GetString() == conduit).Select(Id)];
            string[] told =
            [
                .. listener.Alerts
                    .Where(one => one.Topic.EndsWith($"/{(conduit.Length == 0 ? "gateway" : conduit)}", StringComparison.Ordinal))
                    .Select(one => Id(one.Event)).Distinct(),
            ];
            Assert.Equal(raised, told);
        }

        foreach (IGrouping<string, JsonElement> one in listener.Alerts.Select(one => one.Event).GroupBy(Id))
        {
            Assert.Single(one.Select(copy => copy.GetRawText()).Distinct());
        }
    }

    private static async Task Attack(OtEdgeProcess gateway, int round)
    {
        JsonElement status = (await gateway.Run("status", "--output", "json")).Succeeded().Json;
        int[] ports =
        [
            .. status.GetProperty("conduits").EnumerateArray()
                .Select(one => IPEndPoint.Parse(one.GetProperty("listen").GetString()!).Port),
        ];
        await Task.WhenAll(ports.Select(async port =>
        {
            for (int client = 0; client < Clients; client++)
            {
                await AlertingSite.Write(port, $"127.0.{round + 1}.{client + 10}", round * 4096, WritesEach);
            }
        }));
    }

    private static async Task<IReadOnlyList<JsonElement>> Alerts(OtEdgeProcess gateway) =>
        [.. (await gateway.Run("alerts", "list", "--limit", "10000", "--output", "json")).Succeeded().Json.EnumerateArray()];

    private static string Id(JsonElement alert) => alert.GetProperty("id").GetString()!;
}
