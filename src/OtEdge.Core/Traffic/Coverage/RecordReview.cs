using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic.Coverage;

/// <summary>What rules would have done to recorded traffic, flow by flow and episode by episode.</summary>
public sealed class RecordReview
{
    private readonly Dictionary<string, Refusals> refused = new(StringComparer.Ordinal);

    private RecordReview()
    {
    }

    /// <summary>Operations that were judged.</summary>
    public long Operations { get; private set; }

    /// <summary>Of these, operations that the rules say no to.</summary>
    public long Refused { get; private set; }

    /// <summary>Operations of sweeps: they have no addresses any more, so what was said of them live stands.</summary>
    public long Sweeps { get; private set; }

    /// <summary>Flows of which something would be refused, most often first.</summary>
    public IReadOnlyList<ReviewedFlow> Flows { get; private set; } = [];

    /// <summary>Judges a record by rules, reads as often as they were counted in each episode, all others one by one.</summary>
    public static RecordReview Of(RuleSet rules, TrafficRecord record)
    {
        var review = new RecordReview();
        var judge = new RecordJudge(rules);
        Dictionary<long, Episode> episodes = record.Episodes.ToDictionary(episode => episode.Number);
        foreach (FlowEpisode seen in record.FlowEpisodes)
        {
            if (record.Flows.TryGetValue(seen.Flow, out Flow? flow) && episodes.TryGetValue(seen.Episode, out Episode? episode))
            {
                review.TakeCounted(rules, judge, flow, seen, episode);
            }
        }

        foreach (RecordedOperation operation in record.Operations)
        {
            if (record.Flows.TryGetValue(operation.Flow, out Flow? flow))
            {
                Decision decision = judge.Judge(flow, operation, out bool hasRefusal);
                Episode? episode = record.EpisodeAt(operation.Utc);
                review.Operations += operation.Times;
                if (hasRefusal)
                {
                    string text = DecisionText.Of(rules.Policy, RecordJudge.OperationOf(flow, operation), decision);
                    review.Add(flow, decision, text, operation.Times, (operation.Utc, operation.Utc), episode);
                }
            }
        }

        review.Flows =
        [
            .. review.refused.Values
                .Select(refusals => refusals.ToFlow())
                .OrderByDescending(flow => flow.Times)
                .ThenBy(flow => flow.Flow.Id, StringComparer.Ordinal),
        ];
        return review;
    }

    private void TakeCounted(RuleSet rules, RecordJudge judge, Flow flow, FlowEpisode seen, Episode episode)
    {
        DateTimeOffset first = flow.FirstSeen > episode.From ? flow.FirstSeen : episode.From;
        DateTimeOffset last = episode.To is { } to && to < flow.LastSeen ? to : flow.LastSeen;
        if (flow.IsSweep)
        {
            Sweeps += seen.Times;
            if (seen.WouldBeRefused + seen.Refused is > 0 and var no)
            {
                Add(flow, new Decision(flow.LastReason), "a sweep over many addresses, judged when it passed", no, (first, last), episode);
            }
        }
        else if (flow.Class == OperationClass.Read)
        {
            Decision decision = judge.Judge(flow, last, seen.Times);
            Operations += seen.Times;
            if (!decision.IsAllowed)
            {
                Add(flow, decision, DecisionText.Of(rules.Policy, flow.ToOperation([]), decision), seen.Times, (first, last), episode);
            }
        }
    }

    private void Add(
        Flow flow, in Decision decision, string text, long times, (DateTimeOffset First, DateTimeOffset Last) seen, Episode? episode)
    {
        Refused += times;
        if (!refused.TryGetValue(flow.Id, out Refusals? refusals))
        {
            refused.Add(flow.Id, refusals = new Refusals(flow, decision, text, seen.First));
        }

        refusals.Add(times, seen.First, seen.Last, episode);
    }

    private sealed class Refusals(Flow flow, Decision decision, string text, DateTimeOffset firstSeen)
    {
        private readonly SortedSet<long> episodes = [];
        private readonly SortedDictionary<string, long> regimes = new(StringComparer.Ordinal);
        private long times;
        private DateTimeOffset first = firstSeen;
        private DateTimeOffset last = firstSeen;

        public void Add(long more, DateTimeOffset from, DateTimeOffset to, Episode? episode)
        {
            times += more;
            first = from < first ? from : first;
            last = to > last ? to : last;
            if (episode is not null)
            {
                episodes.Add(episode.Number);
                regimes[episode.Regime] = regimes.GetValueOrDefault(episode.Regime) + more;
            }
        }

        public ReviewedFlow ToFlow() => new()
        {
            Flow = flow,
            Decision = decision,
            Text = text,
            Times = times,
            FirstSeen = first,
            LastSeen = last,
            Episodes = episodes,
            Regimes = regimes,
        };
    }
}
