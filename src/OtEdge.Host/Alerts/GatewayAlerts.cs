using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Zones;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Alerts;

/// <summary>Alerts of a gateway put together: who raises them, and who is told.</summary>
internal sealed class GatewayAlerts : IAsyncDisposable
{
    private readonly LastValues values = new();

    /// <summary>Makes it; nobody is told yet.</summary>
    public GatewayAlerts(IJournal journal, SiteNames names, Func<Site> site, EventStream events, TimeProvider time) =>
        Desk = new AlertDesk(journal, new AlertPlaces(names, values, site), events, time);

    /// <summary>Raises alerts.</summary>
    public AlertDesk Desk { get; }

    /// <summary>Who is told, and how that goes.</summary>
    public IReadOnlyList<AlertReceiverView> Receivers { get; } = [];

    /// <summary>Takes a value that a tag has.</summary>
    public void Take(string tag, TagReading reading) => values.Take(tag, reading);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
