using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic.Coverage;

/// <summary>Counts how often and when something of a flow would be refused.</summary>
/// <param name="flow">The flow.</param>
/// <param name="decision">What the rules say of what was refused first.</param>
/// <param name="text">One sentence for people about it.</param>
internal sealed class RefusedTimes(Flow flow, Decision decision, string text)
{
    private readonly SortedSet<long> episodes = [];
    private readonly SortedDictionary<string, long> regimes = new(StringComparer.Ordinal);
    private long times;
    private DateTimeOffset first = DateTimeOffset.MaxValue;
    private DateTimeOffset last = DateTimeOffset.MinValue;

    /// <summary>Counts more of it.</summary>
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

    /// <summary>The flow with all that was counted.</summary>
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
