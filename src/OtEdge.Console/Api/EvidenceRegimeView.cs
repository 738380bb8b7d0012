namespace OtEdge.Console.Api;

/// <summary>How well one regime is covered.</summary>
public sealed record EvidenceRegimeView
{
    /// <summary>The regime.</summary>
    public required string Regime { get; init; }

    /// <summary>Episodes that count.</summary>
    public required int Seen { get; init; }

    /// <summary>Of these, episodes in which something legitimate would have been refused.</summary>
    public required int Hit { get; init; }

    /// <summary>Episodes that do not count: not over, begun before the evidence, or with a gap in the recording.</summary>
    public required int Cut { get; init; }

    /// <summary>Episodes that the plan asks for; 0: the regime is in no plan.</summary>
    public required int Wanted { get; init; }

    /// <summary>Last episodes that brought no new flow.</summary>
    public required int Flat { get; init; }

    /// <summary>Upper bound of the share of episodes that would be hit, at 95 % confidence; null when there were hits.</summary>
    public double? Bound { get; init; }

    /// <summary>The signed rehearsal that stands for it, or was meant to; null: none.</summary>
    public SignedRehearsalView? Rehearsal { get; init; }

    /// <summary>The same in words.</summary>
    public required string Text { get; init; }
}
