using OtEdge.Core.Staging;

namespace OtEdge.Host.Changes;

/// <summary>What was looked at before a step; null members were not needed.</summary>
internal sealed record SeenEvidence
{
    /// <summary>What the change would do.</summary>
    public ChangeCheck? Check { get; init; }

    /// <summary>What the readiness gates say.</summary>
    public ReadinessReport? Report { get; init; }

    /// <summary>How far the soak has come.</summary>
    public Fact? Soak { get; init; }
}
