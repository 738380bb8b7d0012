using Microsoft.Extensions.Logging;
using OtEdge.Alerting;
using OtEdge.Alerting.Mqtt;
using OtEdge.Alerting.Syslog;
using OtEdge.Console.Api;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Alerts;

/// <summary>Who is told of alerts, as the settings say; a receiver whose settings stay the same is left alone by a reload.</summary>
/// <param name="store">The outbox.</param>
/// <param name="options">Where settings and state are.</param>
/// <param name="time">The clock.</param>
/// <param name="logs">Where receivers log.</param>
internal sealed class AlertReceivers(IAlertStore store, GatewayOptions options, TimeProvider time, ILoggerFactory logs) : IAsyncDisposable
{
    private IReadOnlyList<Running> running = [];

    /// <summary>The broker that is told; null: none.</summary>
    public MqttReceiver? Mqtt => Volatile.Read(ref running).Select(one => one.Receiver).OfType<MqttReceiver>().FirstOrDefault();

    /// <summary>Who is told, and how that goes.</summary>
    public IReadOnlyList<AlertReceiverView> Views => [.. Volatile.Read(ref running).Select(one => View(one.Receiver))];

    /// <summary>Takes what the settings say.</summary>
    public async Task TakeAsync(SettingsModel? settings, Site site)
    {
        var name = new GatewayName(site.Name, site.Gateway, ProductVersion.Text);
        (string, Func<IAlertReceiver>)[] wanted = [.. Wanted(settings, name)];
        store.SendTo([.. wanted.Select(one => one.Item1.Split(' ')[0])]);
        IReadOnlyList<Running> before = running;
        foreach (Running gone in before.Where(one => wanted.All(other => other.Item1 != one.Settings)))
        {
            await gone.Receiver.DisposeAsync();
        }

        Volatile.Write(
            ref running,
            [.. wanted.Select(one => before.FirstOrDefault(known => known.Settings == one.Item1) ?? new Running(one.Item1, one.Item2()))]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.WhenAll(running.Select(one => one.Receiver.DisposeAsync().AsTask()));

    // What is compared at a reload: the receiver's name, a space, and everything it was made with.
    private IEnumerable<(string Settings, Func<IAlertReceiver> Make)> Wanted(SettingsModel? settings, GatewayName name)
    {
        if (settings?.Mqtt is { } mqtt)
        {
            var broker = new BrokerSettings(mqtt.Broker)
            {
                Authority = Full(mqtt.Authority),
                Certificate = Full(mqtt.Certificate),
                Key = Full(mqtt.Key),
                ServerName = mqtt.ServerName,
                Username = mqtt.Username,
                PasswordFile = Full(mqtt.PasswordFile),
                IsVersion3 = mqtt.IsVersion3,
            };
            string topics = Path.Combine(options.StateDirectory, "mqtt-topics");
            yield return (
                $"{MqttReceiver.ReceiverName} {broker} {name}",
                () => new MqttReceiver(broker, name, store, (topics, time), logs.CreateLogger<MqttReceiver>()));
        }

        if (settings?.Syslog is { } syslog)
        {
            var server = new OtEdge.Alerting.Syslog.SyslogSettings(syslog.Server)
            {
                Authority = Full(syslog.Authority),
                Certificate = Full(syslog.Certificate),
                Key = Full(syslog.Key),
                ServerName = syslog.ServerName,
            };
            yield return (
                $"{SyslogReceiver.ReceiverName} {server} {name}",
                () => new SyslogReceiver(server, name, store, time, logs.CreateLogger<SyslogReceiver>()));
        }
    }

    private string? Full(string? file) => file is null ? null : Path.Combine(options.SettingsDirectory, file);

    private AlertReceiverView View(IAlertReceiver receiver)
    {
        ReceiverState state = receiver.State;
        OutboxState waiting = Waiting(receiver.Name);
        return new AlertReceiverView
        {
            Name = receiver.Name,
            Address = receiver.Address,
            State = state.IsConnected ? "connected" : state.Fault is null ? "connecting" : "fault",
            Fault = state.IsConnected ? null : state.Fault,
            Waiting = waiting.Waiting,
            OldestAt = waiting.OldestAt,
            SentTotal = state.SentTotal,
        };
    }

    private OutboxState Waiting(string receiver)
    {
        try
        {
            return store.Waiting(receiver);
        }
        catch (IOException)
        {
            // The status tells of the journal's trouble itself.
            return new OutboxState(0, null);
        }
    }

    private sealed record Running(string Settings, IAlertReceiver Receiver);
}
