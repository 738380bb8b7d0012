using Microsoft.Extensions.Logging;
using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Alerts;

/// <summary>Alerts of a gateway put together: who raises them, and who is told.</summary>
internal sealed class GatewayAlerts : IAsyncDisposable
{
    private const int ChangesMax = 200;

    private readonly LastValues values = new();
    private readonly AlertReceivers receivers;
    private readonly StateTeller teller;
    private readonly CancellationTokenSource stop = new();
    private readonly Task telling;

    /// <summary>Makes it; nobody is told before <see cref="TakeAsync"/>.</summary>
    /// <param name="scene">The journal, names, and what happens.</param>
    /// <param name="gateway">The gateway, asked for its state once it runs.</param>
    /// <param name="site">The settings in force.</param>
    /// <param name="options">Where settings and state are.</param>
    /// <param name="logs">Where receivers log, and the clock.</param>
    public GatewayAlerts(
        (IJournal Journal, SiteNames Names, EventStream Events) scene,
        IGateway gateway,
        Func<Site> site,
        GatewayOptions options,
        (ILoggerFactory Logs, TimeProvider Time) logs)
    {
        Desk = new AlertDesk(scene.Journal, new AlertPlaces(scene.Names, values, site), scene.Events, logs.Time);
        receivers = new AlertReceivers(scene.Journal.Alerts, options, logs.Time, logs.Logs);
        teller = new StateTeller(
            () => receivers.Mqtt, gateway.Status, () => gateway.Changes(null, ChangesMax).Value ?? [], Desk.Raise, logs.Logs.CreateLogger<StateTeller>());
        telling = Task.Run(() => teller.RunAsync(scene.Events, logs.Time, stop.Token));
    }

    /// <summary>Raises alerts.</summary>
    public AlertDesk Desk { get; }

    /// <summary>Who is told, and how that goes.</summary>
    public IReadOnlyList<AlertReceiverView> Receivers => receivers.Views;

    /// <summary>Takes a value that a tag has.</summary>
    public void Take(string tag, TagReading reading) => values.Take(tag, reading);

    /// <summary>Takes what the settings say of receivers.</summary>
    public async Task TakeAsync(SettingsModel? settings, Site site)
    {
        await receivers.TakeAsync(settings, site);
        teller.Show();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await receivers.DisposeAsync();
        stop.Dispose();
    }
}
