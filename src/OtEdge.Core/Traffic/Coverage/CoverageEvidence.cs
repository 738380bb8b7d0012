namespace OtEdge.Core.Traffic.Coverage;

/// <summary>What was seen of one conduit in a span of time.</summary>
/// <param name="From">Since when the evidence counts.</param>
/// <param name="To">Until when.</param>
public sealed record CoverageEvidence(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Episodes that touch the span, oldest first.</summary>
    public IReadOnlyList<Episode> Episodes { get; init; } = [];

    /// <summary>Numbers of the episodes in which something legitimate would have been refused; what people have called meant to be
    /// refused is not in here.</summary>
    public IReadOnlySet<long> Hit { get; init; } = new HashSet<long>();

    /// <summary>Gaps in the recording that touch the span.</summary>
    public IReadOnlyList<TrafficGap> Gaps { get; init; } = [];

    /// <summary>Regimes that a signed rehearsal stands for, by name.</summary>
    public IReadOnlyDictionary<string, RehearsedRegime> Rehearsed { get; init; } = new Dictionary<string, RehearsedRegime>();

    /// <summary>When each flow was first seen; flows that are meant to be refused are not in here.</summary>
    public IReadOnlyList<DateTimeOffset> FlowsFirstSeen { get; init; } = [];
}
