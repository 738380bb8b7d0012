namespace OtEdge.Core.Traffic.Replaying;

/// <summary>Which regime held when.</summary>
internal sealed class RegimeTimes
{
    private readonly Episode[] episodes;
    private readonly Dictionary<long, string> regimes;
    private int latest;

    /// <summary>Makes it from episodes, which follow one another.</summary>
    public RegimeTimes(IEnumerable<Episode> episodes)
    {
        this.episodes = [.. episodes.OrderBy(episode => episode.From)];
        regimes = this.episodes.ToDictionary(episode => episode.Number, episode => episode.Regime);
    }

    /// <summary>The regime at a moment; null when none is known. Fast when moments come in order.</summary>
    public string? At(DateTimeOffset moment)
    {
        if (latest >= episodes.Length || episodes[latest].From > moment)
        {
            latest = 0;
        }

        while (latest + 1 < episodes.Length && episodes[latest + 1].From <= moment)
        {
            latest++;
        }

        return latest < episodes.Length && episodes[latest].From <= moment && !(episodes[latest].To < moment)
            ? episodes[latest].Regime
            : null;
    }

    /// <summary>Splits a number of times by regime; what no episode knows of goes to null, last.</summary>
    /// <param name="times">The number; at least 1.</param>
    /// <param name="counts">How often in which episode.</param>
    public IEnumerable<(string? Regime, long Times)> Split(long times, IEnumerable<FlowEpisode> counts)
    {
        long left = times;
        foreach (IGrouping<string, FlowEpisode> regime in counts
            .Where(count => regimes.ContainsKey(count.Episode))
            .GroupBy(count => regimes[count.Episode])
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            // Episodes at the edges reach beyond the time asked for.
            long share = Math.Min(left, regime.Sum(count => count.Times));
            if (share > 0)
            {
                left -= share;
                yield return (regime.Key, share);
            }
        }

        if (left > 0)
        {
            yield return (null, left);
        }
    }
}
