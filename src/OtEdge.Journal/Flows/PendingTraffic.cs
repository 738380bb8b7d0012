using OtEdge.Core.Traffic;

namespace OtEdge.Journal.Flows;

/// <summary>Recorded traffic that waits for the next group commit, folded already; not thread-safe.</summary>
/// <param name="options">Bounds.</param>
internal sealed class PendingTraffic(FlowStoreOptions options) : IPendingGroup<PendingTraffic>
{
    private const string ShedCause = "the disk could not keep up";
    private const int GapsMax = 1_000;

    private readonly Dictionary<string, Flow> flows = [];
    private readonly Dictionary<(string Flow, DateTimeOffset From), FlowMinute> minutes = [];
    private readonly Dictionary<(string Flow, long Episode), FlowEpisode> episodes = [];
    private readonly List<RecordedOperation> operations = [];
    private readonly List<TrafficGap> gaps = [];

    /// <inheritdoc/>
    public bool IsEmpty => Count == 0 && gaps.Count == 0 && Until is null;

    /// <inheritdoc/>
    public int Count => flows.Count + minutes.Count + episodes.Count + operations.Count;

    /// <summary>Everything seen before this moment is in here or was written earlier; null: nothing new is known of that.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>Flows as they stood last, by id.</summary>
    public IReadOnlyDictionary<string, Flow> Flows => flows;

    /// <summary>Roll-ups, in no particular order.</summary>
    public IReadOnlyCollection<FlowMinute> Minutes => minutes.Values;

    /// <summary>Counts by episode, in no particular order.</summary>
    public IReadOnlyCollection<FlowEpisode> Episodes => episodes.Values;

    /// <summary>Operations, oldest first.</summary>
    public IReadOnlyList<RecordedOperation> Operations => operations;

    /// <summary>Gaps, those that touch put together.</summary>
    public IReadOnlyList<TrafficGap> Gaps => gaps;

    /// <summary>Takes in what was recorded.</summary>
    /// <param name="batch">What was recorded.</param>
    /// <param name="writing">What is being written and takes its share of the bounds; null: nothing is.</param>
    /// <returns>Records that were shed.</returns>
    public long Add(FlowBatch batch, PendingTraffic? writing)
    {
        long shed = 0;
        foreach (Flow flow in batch.Flows)
        {
            shed += TryPut(flow, options.QueuedFlowsMax - (writing?.flows.Count ?? 0)) ? 0 : 1;
        }

        foreach (FlowMinute minute in batch.Minutes)
        {
            if (!TryAdd(minute, options.QueuedRollUpsMax - (writing?.minutes.Count ?? 0)))
            {
                shed++;
                Add(new TrafficGap("", minute.From, minute.From.AddMinutes(1), minute.Times, ShedCause));
            }
        }

        foreach (FlowEpisode episode in batch.Episodes)
        {
            shed += TryAdd(episode, options.QueuedRollUpsMax - (writing?.episodes.Count ?? 0)) ? 0 : 1;
        }

        int room = options.QueuedOperationsMax - operations.Count - (writing?.operations.Count ?? 0);
        foreach (RecordedOperation operation in batch.Operations)
        {
            if (room-- > 0)
            {
                operations.Add(operation);
                continue;
            }

            shed += operation.Times;
            Add(new TrafficGap("", operation.Utc, operation.Utc, operation.Times, ShedCause));
        }

        foreach (TrafficGap gap in batch.Gaps)
        {
            Add(gap);
        }

        Until = batch.Until ?? Until;
        return shed;
    }

    /// <inheritdoc/>
    public void Append(PendingTraffic later)
    {
        foreach (Flow flow in later.flows.Values)
        {
            TryPut(flow, int.MaxValue);
        }

        foreach (FlowMinute minute in later.minutes.Values)
        {
            TryAdd(minute, int.MaxValue);
        }

        foreach (FlowEpisode episode in later.episodes.Values)
        {
            TryAdd(episode, int.MaxValue);
        }

        operations.AddRange(later.operations);
        later.gaps.ForEach(Add);
        Until = later.Until ?? Until;
    }

    private bool TryPut(Flow flow, int countMax)
    {
        if (!flows.ContainsKey(flow.Id) && flows.Count >= countMax)
        {
            return false;
        }

        flows[flow.Id] = flow;
        return true;
    }

    private bool TryAdd(FlowMinute minute, int countMax)
    {
        (string, DateTimeOffset) key = (minute.Flow, minute.From);
        if (minutes.TryGetValue(key, out FlowMinute? known))
        {
            minute = minute with
            {
                Times = known.Times + minute.Times,
                WouldBeRefused = known.WouldBeRefused + minute.WouldBeRefused,
                Refused = known.Refused + minute.Refused,
            };
        }
        else if (minutes.Count >= countMax)
        {
            return false;
        }

        minutes[key] = minute;
        return true;
    }

    private bool TryAdd(FlowEpisode episode, int countMax)
    {
        (string, long) key = (episode.Flow, episode.Episode);
        if (episodes.TryGetValue(key, out FlowEpisode? known))
        {
            episode = episode with
            {
                Times = known.Times + episode.Times,
                WouldBeRefused = known.WouldBeRefused + episode.WouldBeRefused,
                Refused = known.Refused + episode.Refused,
            };
        }
        else if (episodes.Count >= countMax)
        {
            return false;
        }

        episodes[key] = episode;
        return true;
    }

    // The last gaps are the ones that go on; more causes at once than that are not told apart.
    private void Add(TrafficGap gap)
    {
        for (int i = gaps.Count - 1; i >= Math.Max(0, gaps.Count - 8); i--)
        {
            if (GapRows.GoesOn(gaps[i], gap))
            {
                gaps[i] = GapRows.Together(gaps[i], gap);
                return;
            }
        }

        if (gaps.Count >= GapsMax)
        {
            gaps[^1] = GapRows.Together(gaps[^1], gap) with { Conduit = "", Cause = "several causes at once" };
            return;
        }

        gaps.Add(gap);
    }
}
