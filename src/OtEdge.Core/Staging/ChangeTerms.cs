using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging;

/// <summary>The terms that a change was proposed under; later settings do not alter them.</summary>
public sealed record ChangeTerms
{
    /// <summary>Extensions that one trial may get.</summary>
    public const int ExtensionsMax = 2;

    /// <summary>Who must agree. Default: one other person.</summary>
    public Governance Governance { get; init; } = Governance.Pair;

    /// <summary>How long an approval lasts. Default 7 days.</summary>
    public TimeSpan ApprovalsLast { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a guard may be unknown while the change is in force. Default 30 s.</summary>
    public TimeSpan GuardGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Name of the window in which it may start; null: at any time.</summary>
    public string? Window { get; init; }

    /// <summary>The change questions that the profile asks; empty: none.</summary>
    public IReadOnlyList<ChangeQuestion> Questions { get; init; } = [];
}
