namespace OtEdge.Core.Traffic.Regimes;

/// <summary>An episode that has begun.</summary>
/// <param name="Stretch">The regime.</param>
/// <param name="From">When it began: the first moment of what has held since.</param>
public sealed record EpisodeStart(RegimeStretch Stretch, DateTimeOffset From);
