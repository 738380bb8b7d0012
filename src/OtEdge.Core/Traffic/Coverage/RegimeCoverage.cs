namespace OtEdge.Core.Traffic.Coverage;

/// <summary>How well one regime is covered.</summary>
public sealed record RegimeCoverage
{
    /// <summary>The regime.</summary>
    public required string Regime { get; init; }

    /// <summary>Whole episodes seen, and cut ones in which something would have been refused.</summary>
    public required int Seen { get; init; }

    /// <summary>Of these, episodes in which something legitimate would have been refused.</summary>
    public required int Hit { get; init; }

    /// <summary>Episodes that do not count, because they are not over, began before the evidence or have a gap in the recording.</summary>
    public required int Cut { get; init; }

    /// <summary>Episodes that the plan asks for; 0 for a regime that is in no plan.</summary>
    public required int Wanted { get; init; }

    /// <summary>How many of the last episodes brought no new flow.</summary>
    public required int Flat { get; init; }

    /// <summary>How many of the last episodes must bring no new flow; 0 for a regime that is in no plan.</summary>
    public required int FlatWanted { get; init; }

    /// <summary>The signed rehearsal that stands for it; null: none.</summary>
    public RehearsedRegime? Rehearsal { get; init; }

    /// <summary>Upper bound of the share of episodes that would be hit, at 95 % confidence; null when there were hits.</summary>
    public double? Bound => Hit > 0 ? null : CoverageBound.Share(Seen);

    /// <summary>True when the plan asks for the regime.</summary>
    public bool IsWanted => Wanted > 0;

    /// <summary>True when a rehearsal stands for it in place of episodes that are too few.</summary>
    public bool IsRehearsed => Rehearsal is { IsMet: true } && (Seen < Wanted || Flat < FlatWanted);

    /// <summary>True when enough episodes were seen, or a rehearsal stands for it, and none was hit.</summary>
    public bool IsEnough => Hit == 0 && (Seen >= Wanted || IsRehearsed);

    /// <summary>True when the last episodes brought no new flow, or a rehearsal stands for it.</summary>
    public bool IsFlat => Flat >= FlatWanted || IsRehearsed;
}
