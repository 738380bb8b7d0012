namespace OtEdge.Core.Traffic.Replaying;

/// <summary>How much of recorded traffic could be judged again.</summary>
public sealed record HistoryTotals
{
    /// <summary>Flows that were seen in the time asked for.</summary>
    public IReadOnlyCollection<Flow> Flows { get; init; } = [];

    /// <summary>Episodes that touch the time asked for, oldest first.</summary>
    public IReadOnlyList<Episode> Episodes { get; init; } = [];

    /// <summary>Sweeps, which are not judged again.</summary>
    public IReadOnlyList<SweptTimes> Sweeps { get; init; } = [];

    /// <summary>Reads, which are recorded by their number.</summary>
    public long Reads { get; init; }

    /// <summary>Operations that are no reads, which are recorded one by one.</summary>
    public long Operations { get; init; }

    /// <summary>Operations of which too little is kept to judge them: sweeps, clients beyond those that are told apart.</summary>
    public long NotJudged { get; init; }

    /// <summary>Of <see cref="NotJudged"/>, operations of sweeps.</summary>
    public long Swept { get; init; }

    /// <summary>Writes of which not all data is kept, so that they are not judged either.</summary>
    public long WithoutData { get; init; }

    /// <summary>Stretches in which recording lost something.</summary>
    public IReadOnlyList<TrafficGap> Gaps { get; init; } = [];
}
