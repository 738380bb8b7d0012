using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Coverage;

namespace OtEdge.Tests.Replays;

/// <summary>Recorded traffic in memory, of one conduit, put there by a test.</summary>
internal sealed class RememberedTraffic : IFlowStore
{
    public List<Flow> AllFlows { get; } = [];

    public List<RecordedOperation> AllOperations { get; } = [];

    public List<Episode> AllEpisodes { get; } = [];

    public List<FlowEpisode> AllFlowEpisodes { get; } = [];

    public List<FlowMinute> AllMinutes { get; } = [];

    public List<TrafficGap> AllGaps { get; } = [];

    public string? Fault => null;

    public long Shed => 0;

    public void Record(FlowBatch batch) => throw new NotSupportedException();

    public bool Flush(TimeSpan timeout) => true;

    public IReadOnlyList<FlowLink> Links() => [];

    public IReadOnlyList<Flow> Flows(FlowQuery query) =>
        [.. AllFlows.Where(flow => flow.Conduit == query.Conduit && flow.LastSeen >= (query.Since ?? DateTimeOffset.MinValue))];

    public Flow? Flow(string id) => AllFlows.FirstOrDefault(flow => flow.Id == id);

    public IReadOnlyList<FlowMinute> Minutes(string flow, DateTimeOffset from, DateTimeOffset to) =>
        [.. AllMinutes.Where(minute => minute.Flow == flow && minute.From >= from && minute.From <= to)];

    public IReadOnlyList<FlowEpisode> FlowEpisodes(string conduit, DateTimeOffset from, DateTimeOffset to) => AllFlowEpisodes;

    public IEnumerable<RecordedOperation> Operations(string conduit, DateTimeOffset from, DateTimeOffset to) =>
        AllOperations.Where(operation => operation.Utc >= from && operation.Utc <= to);

    public Episode BeginEpisode(string regime, DateTimeOffset from) => throw new NotSupportedException();

    public IReadOnlyList<Episode> Episodes(DateTimeOffset from, DateTimeOffset to) => AllEpisodes;

    public void Rename(string from, string to, Func<Flow, string> idOf) => throw new NotSupportedException();

    public void Keep(SignedRehearsal rehearsal) => throw new NotSupportedException();

    public IReadOnlyList<SignedRehearsal> Rehearsals(string conduit) => [];

    public IReadOnlyList<TrafficGap> Gaps(string conduit, DateTimeOffset from, DateTimeOffset to) => AllGaps;
}
