namespace OtEdge.Core.Traffic.Regimes;

/// <summary>What came of an event.</summary>
/// <param name="Clock">The clock after it.</param>
/// <param name="Began">The episode that has begun (and ended the one before); null: none.</param>
public sealed record RegimeStep(RegimeClock Clock, EpisodeStart? Began);
