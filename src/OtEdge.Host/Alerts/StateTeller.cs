using System.Text.Json;
using Microsoft.Extensions.Logging;
using OtEdge.Alerting.Mqtt;
using OtEdge.Console.Api;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Alerts;

/// <summary>Keeps the broker's retained states of zones, conduits and changes as they are, tells each step of a change, and alerts of one that
/// went back. One task.</summary>
/// <param name="broker">The broker that is told; null while there is none.</param>
/// <param name="status">How the site stands.</param>
/// <param name="changes">Changes that are under way.</param>
/// <param name="raise">Raises an alert.</param>
/// <param name="logger">Where it logs.</param>
internal sealed partial class StateTeller(
    Func<MqttReceiver?> broker, Func<StatusView> status, Func<IEnumerable<ChangeView>> changes, Action<Alert> raise, ILogger logger)
{
    private static readonly string[] EndStates = ["confirmed", "withdrawn", "rejected", "stale", "rolled_back"];

    /// <summary>True when a change in this state has ended.</summary>
    public static bool HasEnded(ChangeView change) => EndStates.Contains(change.State);

    /// <summary>Tells until it is stopped.</summary>
    /// <param name="events">What happens in the gateway.</param>
    /// <param name="time">The clock; counters are told every five seconds.</param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(EventStream events, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), time);
        await using IAsyncEnumerator<GatewayEvent> happenings = events.ReadAsync(null, stop).GetAsyncEnumerator(stop);
        Task<bool> next = happenings.MoveNextAsync().AsTask();
        Task<bool> tick = timer.WaitForNextTickAsync(stop).AsTask();
        while (!stop.IsCancellationRequested)
        {
            await Task.WhenAny(next, tick);
            bool isDue = tick.IsCompleted;
            if (isDue && !stop.IsCancellationRequested)
            {
                tick = timer.WaitForNextTickAsync(stop).AsTask();
            }

            if (next.IsCompletedSuccessfully && !stop.IsCancellationRequested)
            {
                GatewayEvent happened = happenings.Current;
                isDue |= happened.Kind is "conduit" or "change";
                Tell(happened);
                next = happenings.MoveNextAsync().AsTask();
            }

            if (isDue)
            {
                Show();
            }
        }

        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Shows how everything stands now.</summary>
    public void Show()
    {
        if (broker() is not { } told)
        {
            return;
        }

        try
        {
            StatusView now = status();
            var documents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (ZoneView zone in now.Zones)
            {
                documents[$"zones/{zone.Name}/state"] = Json(zone);
            }

            foreach (ConduitView conduit in now.Conduits)
            {
                documents[$"conduits/{conduit.Name}/state"] = Json(conduit);
            }

            foreach (ChangeView change in changes().Where(change => !HasEnded(change)))
            {
                documents[$"changes/{change.Id}"] = Json(Public(change));
            }

            told.Show(documents);
        }
        catch (IOException fault)
        {
            LogUnread(logger, fault.Message);
        }
    }

    // The token ends or prolongs a trial; it is not for everybody who may listen.
    private static ChangeView Public(ChangeView change) => change with { Token = null };

    private static byte[] Json<T>(T view) => JsonSerializer.SerializeToUtf8Bytes(view, ApiJson.Options);

    private void Tell(GatewayEvent happened)
    {
        if (happened.Change is { } change)
        {
            if (change.State == "rolled_back")
            {
                raise(AlertText.WentBack(change.Id, change.Conduit, change.Summary, change.Outcome ?? "no reason was given", change.StateAt));
            }

            broker()?.Tell($"changes/{change.Id}", Json(Public(change)), HasEnded(change));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The states for the MQTT broker cannot be read: {Fault}")]
    private static partial void LogUnread(ILogger logger, string fault);
}
