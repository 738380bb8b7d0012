using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Coverage;

namespace OtEdge.Tests.Evidence;

/// <summary>A record of traffic that holds what a test puts in.</summary>
internal sealed class InMemoryFlowStore : IFlowStore
{
    public List<Flow> AllFlows { get; } = [];

    public List<FlowEpisode> AllFlowEpisodes { get; } = [];

    public List<RecordedOperation> AllOperations { get; } = [];

    public List<Episode> AllEpisodes { get; } = [];

    public List<TrafficGap> AllGaps { get; } = [];

    public List<SignedRehearsal> AllRehearsals { get; } = [];

    public string? Fault { get; set; }

    public long Shed => 0;

    public void Record(FlowBatch batch)
    {
        foreach (Flow flow in batch.Flows)
        {
            AllFlows.RemoveAll(known => known.Id == flow.Id);
            AllFlows.Add(flow);
        }

        AllFlowEpisodes.AddRange(batch.Episodes);
        AllOperations.AddRange(batch.Operations);
        AllGaps.AddRange(batch.Gaps);
    }

    public bool Flush(TimeSpan timeout) => Fault is null;

    public IReadOnlyList<FlowLink> Links() => [];

    public IReadOnlyList<Flow> Flows(FlowQuery query) =>
        [.. AllFlows.Where(flow => (query.Conduit is null || flow.Conduit == query.Conduit) && (query.Since is null || flow.LastSeen >= query.Since))];

    public Flow? Flow(string id) => AllFlows.Find(flow => flow.Id == id);

    public IReadOnlyList<FlowMinute> Minutes(string flow, DateTimeOffset from, DateTimeOffset to) => [];

    public IReadOnlyList<FlowEpisode> FlowEpisodes(string conduit, DateTimeOffset from, DateTimeOffset to)
    {
        HashSet<long> episodes = [.. Episodes(from, to).Select(episode => episode.Number)];
        return [.. AllFlowEpisodes.Where(seen => episodes.Contains(seen.Episode) && Flow(seen.Flow)?.Conduit == conduit)];
    }

    public IEnumerable<RecordedOperation> Operations(string conduit, DateTimeOffset from, DateTimeOffset to) => AllOperations
        .Where(operation => operation.Utc >= from && operation.Utc <= to && Flow(operation.Flow)?.Conduit == conduit)
        .OrderBy(operation => operation.Utc);

    public Episode BeginEpisode(string regime, DateTimeOffset from)
    {
        if (Fault is { } fault)
        {
            throw new IOException(fault);
        }

        if (AllEpisodes is [.., { To: null } last])
        {
            AllEpisodes[^1] = last with { To = from };
        }

        AllEpisodes.Add(new Episode(AllEpisodes.Count + 1, regime, from, null));
        return AllEpisodes[^1];
    }

    public IReadOnlyList<Episode> Episodes(DateTimeOffset from, DateTimeOffset to) =>
        [.. AllEpisodes.Where(episode => episode.From <= to && (episode.To is null || episode.To >= from))];

    public void Rename(string from, string to, Func<Flow, string> idOf) => throw new NotSupportedException();

    public void Keep(SignedRehearsal rehearsal) => AllRehearsals.Add(rehearsal);

    public IReadOnlyList<SignedRehearsal> Rehearsals(string conduit) =>
        [.. AllRehearsals.Where(signed => signed.Conduit == conduit).GroupBy(signed => signed.Regime).Select(group => group.Last())];

    public IReadOnlyList<TrafficGap> Gaps(string conduit, DateTimeOffset from, DateTimeOffset to) =>
        [.. AllGaps.Where(gap => gap.From <= to && gap.To >= from && (gap.Conduit.Length == 0 || gap.Conduit == conduit))];
}
