namespace OtEdge.Alerting;

/// <summary>Whether the gateway is there: the birth, and with only its first member the last will.</summary>
internal sealed record PresenceDocument(bool Online)
{
    public string? Site { get; init; }

    public string? Gateway { get; init; }

    public string? Version { get; init; }

    public DateTimeOffset? Since { get; init; }
}
