using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Console.Api;

/// <summary>Something that happened; the data of one server-sent event.</summary>
public sealed record GatewayEvent
{
    /// <summary>Grows by one with every event of this process.</summary>
    public required long Id { get; init; }

    /// <summary>conduit, finding, alert, change, campaign, settings, or gap when older events are gone.</summary>
    public required string Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The conduit as it now stands; null for other kinds.</summary>
    public ConduitView? Conduit { get; init; }

    /// <summary>The finding; null for other kinds.</summary>
    public FindingView? Finding { get; init; }

    /// <summary>The alert as it was raised or as a person changed it; null for other kinds.</summary>
    public Alert? Alert { get; init; }

    /// <summary>The change as it now stands; null for other kinds.</summary>
    public ChangeView? Change { get; init; }

    /// <summary>The campaign as it now stands; null for other kinds.</summary>
    public CampaignView? Campaign { get; init; }

    /// <summary>For people; null when the rest says it.</summary>
    public string? Text { get; init; }
}
