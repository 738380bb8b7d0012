namespace OtEdge.Core.Traffic.Coverage;

/// <summary>An episode, or several with nothing known between them, while it is counted.</summary>
internal sealed class CountedEpisode(Episode episode, CoverageEvidence evidence)
{
    /// <summary>Number of the first one.</summary>
    public long Number { get; } = episode.Number;

    /// <summary>The regime.</summary>
    public string Regime { get; } = episode.Regime;

    /// <summary>When it began.</summary>
    public DateTimeOffset From { get; } = episode.From;

    /// <summary>True when all of it was seen.</summary>
    public bool IsWhole { get; private set; } = IsAllSeen(episode, evidence);

    /// <summary>True when something legitimate would have been refused in it.</summary>
    public bool IsHit { get; private set; } = evidence.Hit.Contains(episode.Number);

    /// <summary>Flows first seen in it.</summary>
    public int NewFlows { get; set; }

    /// <summary>Takes in the part after a stretch in which the regime was not known.</summary>
    public void Join(Episode next, CoverageEvidence within)
    {
        IsWhole = IsWhole && IsAllSeen(next, within);
        IsHit |= within.Hit.Contains(next.Number);
    }

    private static bool IsAllSeen(Episode episode, CoverageEvidence evidence) =>
        episode.From >= evidence.From
        && episode.To is { } to
        && to <= evidence.To
        && !evidence.Gaps.Any(gap => gap.From < to && gap.To > episode.From);
}
