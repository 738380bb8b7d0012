namespace OtEdge.Core.Traffic.Replaying;

/// <summary>Which episode lasted when.</summary>
internal sealed class EpisodeTimes
{
    private readonly Episode[] episodes;
    private readonly Dictionary<long, Episode> byNumber;
    private int latest;

    /// <summary>Makes it from episodes, which follow one another.</summary>
    public EpisodeTimes(IEnumerable<Episode> episodes)
    {
        this.episodes = [.. episodes.OrderBy(episode => episode.From)];
        byNumber = this.episodes.ToDictionary(episode => episode.Number);
    }

    /// <summary>The episode at a moment; null when none is known. Fast when moments come in order.</summary>
    public Episode? At(DateTimeOffset moment)
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
            ? episodes[latest]
            : null;
    }

    /// <summary>Splits a number of times by episode, oldest first; what no episode knows of goes to null, last.</summary>
    /// <param name="times">The number; at least 1.</param>
    /// <param name="counts">How often in which episode.</param>
    public IEnumerable<(Episode? Episode, long Times)> Split(long times, IEnumerable<FlowEpisode> counts)
    {
        long left = times;
        foreach (FlowEpisode count in counts.Where(count => byNumber.ContainsKey(count.Episode)).OrderBy(count => count.Episode))
        {
            // Episodes at the edges reach beyond the time asked for.
            long share = Math.Min(left, count.Times);
            if (share > 0)
            {
                left -= share;
                yield return (byNumber[count.Episode], share);
            }
        }

        if (left > 0)
        {
            yield return (null, left);
        }
    }
}
