using OtEdge.Core.Traffic.Coverage;

namespace OtEdge.Core.Traffic;

/// <summary>Keeps what was seen: flows, roll-ups, operations that are no reads, episodes, gaps. Thread-safe; never called by a loop.</summary>
/// <remarks>Reading methods throw <see cref="IOException"/> when the disk fails.</remarks>
public interface IFlowStore
{
    /// <summary>Queues flows as they now stand (whole records, replacing older ones) with the deltas of the last seconds; never waits
    /// for the disk. What the bounded queue cannot hold is shed and becomes a gap.</summary>
    void Record(FlowBatch batch);

    /// <summary>Why the disk cannot be written, one sentence; null while it can.</summary>
    string? Fault { get; }

    /// <summary>Records (operations, roll-ups, flows) shed since the start because the disk could not keep up.</summary>
    long Shed { get; }

    /// <summary>Waits until all recorded so far is written.</summary>
    /// <returns>False when the time ran out or the disk failed.</returns>
    bool Flush(TimeSpan timeout);

    /// <summary>Who talks through which conduit, and how, from every flow that is kept.</summary>
    IReadOnlyList<FlowLink> Links();

    /// <summary>Flows, in the order of the query.</summary>
    IReadOnlyList<Flow> Flows(FlowQuery query);

    /// <summary>A flow by its id, one that still waits for the disk included; null when there is none.</summary>
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

    /// <summary>Carries all that was recorded of a conduit over to its new name; durable on return.</summary>
    /// <param name="from">Its former name.</param>
    /// <param name="to">Its new name.</param>
    /// <param name="idOf">The id of a flow of the former name under the new one.</param>
    void Rename(string from, string to, Func<Flow, string> idOf);

    /// <summary>Keeps a signed rehearsal; durable on return.</summary>
    void Keep(SignedRehearsal rehearsal);

    /// <summary>The last signed rehearsal of each regime of a conduit.</summary>
    IReadOnlyList<SignedRehearsal> Rehearsals(string conduit);

    /// <summary>Gaps that touch a span of time, oldest first; empty conduit: of all.</summary>
    IReadOnlyList<TrafficGap> Gaps(string conduit, DateTimeOffset from, DateTimeOffset to);
}
