using OtEdge.Console.Api;

namespace OtEdge.Host.Rehearsing;

/// <summary>What came of a rehearsal.</summary>
internal sealed record RehearsalView
{
    /// <summary>Days that were simulated.</summary>
    public required int Days { get; init; }

    /// <summary>Of these, days that the policy was learned from.</summary>
    public required int LearnDays { get; init; }

    /// <summary>Where settings, record, policy and reports are.</summary>
    public required string Directory { get; init; }

    /// <summary>The evidence at the end of the learning.</summary>
    public required EvidenceView Before { get; init; }

    /// <summary>The evidence at the end.</summary>
    public required EvidenceView After { get; init; }

    /// <summary>Operations of the cleaning crew that nobody else does, as the plant counted them.</summary>
    public required long CleaningOperations { get; init; }

    /// <summary>True when the evidence warned before, and replay names exactly what the crew does.</summary>
    public bool Holds =>
        Before.Regimes.Single(regime => regime.Regime == "cleaning").Seen == 0
        && !Before.Ready
        && Before.WouldBeRefused == 0
        && CleaningOperations > 0
        && After.WouldBeRefused == CleaningOperations
        && After.Flows.All(flow => flow.Regimes.Keys.SequenceEqual(["cleaning"]));
}
