namespace OtEdge.Core.Traffic.Regimes;

/// <summary>A regime that holds; two runs of a calendar, one after the other, are two stretches.</summary>
/// <param name="Regime">Its name.</param>
/// <param name="Run">When the calendar's run began; null for regimes that no calendar tells.</param>
public sealed record RegimeStretch(string Regime, DateTimeOffset? Run = null);
