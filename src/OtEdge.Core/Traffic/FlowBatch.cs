namespace OtEdge.Core.Traffic;

/// <summary>What a recorder hands to the store at once.</summary>
public sealed record FlowBatch
{
    /// <summary>Everything seen before this moment is in this batch or an earlier one; null: some of it may still be held back.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Flows that were seen, as they now stand.</summary>
    public IReadOnlyList<Flow> Flows { get; init; } = [];

    /// <summary>How often each was seen in the minute that the batch belongs to; added to what is there.</summary>
    public IReadOnlyList<FlowMinute> Minutes { get; init; } = [];

    /// <summary>How often each was seen in the present episode; added to what is there.</summary>
    public IReadOnlyList<FlowEpisode> Episodes { get; init; } = [];

    /// <summary>Operations that are no reads, oldest first.</summary>
    public IReadOnlyList<RecordedOperation> Operations { get; init; } = [];

    /// <summary>Stretches in which something was lost.</summary>
    public IReadOnlyList<TrafficGap> Gaps { get; init; } = [];
}
