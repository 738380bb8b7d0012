namespace OtEdge.Core.Traffic.Coverage;

/// <summary>How far the evidence of a conduit carries, regime by regime; never one blended number.</summary>
public sealed record CoverageReport
{
    /// <summary>Regimes of the plan in its order, then others that were seen.</summary>
    public required IReadOnlyList<RegimeCoverage> Regimes { get; init; }

    /// <summary>Flows first seen, episode by episode.</summary>
    public required IReadOnlyList<DiscoveryPoint> Discovery { get; init; }

    /// <summary>The regime of the plan that is covered worst; null when the plan is empty.</summary>
    public required RegimeCoverage? Worst { get; init; }

    /// <summary>True when every regime of the plan has enough episodes or a rehearsal that stands for it, and none was hit.</summary>
    public bool IsEnough => Regimes.All(regime => regime.IsEnough);

    /// <summary>True when no regime of the plan brought a new flow in its last episodes.</summary>
    public bool IsFlat => Regimes.All(regime => regime.IsFlat);
}
