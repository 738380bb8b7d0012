namespace OtEdge.Core.Traffic.Coverage;

/// <summary>How much must have been seen.</summary>
/// <param name="Regimes">The regimes that must be covered, in file order.</param>
/// <param name="Episodes">Episodes of each. Default 20.</param>
/// <param name="Flat">Last episodes of each that brought no new flow. Default 3.</param>
public sealed record CoveragePlan(IReadOnlyList<string> Regimes, int Episodes = 20, int Flat = 3);
