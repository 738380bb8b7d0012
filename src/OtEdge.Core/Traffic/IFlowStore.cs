namespace OtEdge.Core.Traffic;

/// <summary>Keeps what was seen: flows, roll-ups, operations that are no reads, episodes, gaps. Thread-safe; never called by a loop.</summary>
/// <remarks>Reading methods throw <see cref="IOException"/> when the disk fails.</remarks>
public interface IFlowStore
{
    /// <summary>Queues flows as they now stand (whole records, replacing older ones) with the deltas of the last seconds; never waits
    /// for the disk. What the bounded queue cannot hold is shed and becomes a gap.</summary>
    void Record(FlowBatch batch);

    /// <summary>Flows, last seen first.</summary>
    IReadOnlyList<Flow> Flows(FlowQuery query);

    /// <summary>A flow by its id; null when there is none.</summary>
    Flow? Flow(string id);

    /// <summary>Roll-ups of one flow, oldest first.</summary>
    IReadOnlyList<FlowMinute> Minutes(string flow, DateTimeOffset from, DateTimeOffset to);

    /// <summary>How often the flows of a conduit were seen in each episode that touches a span of time.</summary>
    IReadOnlyList<FlowEpisode> FlowEpisodes(string conduit, DateTimeOffset from, DateTimeOffset to);

    /// <summary>Operations of a conduit that are no reads, oldest first, read page by page while they are enumerated.</summary>
    IEnumerable<RecordedOperation> Operations(string conduit, DateTimeOffset from, DateTimeOffset to);

    /// <summary>Begins an episode and ends the one that lasts, if any; durable on return.</summary>
    Episode BeginEpisode(string regime, DateTimeOffset from);

    /// <summary>Episodes that touch a span of time, oldest first.</summary>
    IReadOnlyList<Episode> Episodes(DateTimeOffset from, DateTimeOffset to);

    /// <summary>Gaps that touch a span of time, oldest first; empty conduit: of all.</summary>
    IReadOnlyList<TrafficGap> Gaps(string conduit, DateTimeOffset from, DateTimeOffset to);
}
