namespace OtEdge.Core.Traffic;

/// <summary>One stretch of time in one operating regime of the site; what evidence is counted in.</summary>
/// <param name="Number">Counted up by the journal over all regimes.</param>
/// <param name="Regime">Name of the regime; <c>shift</c> when none is configured.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended; null while it lasts.</param>
public sealed record Episode(long Number, string Regime, DateTimeOffset From, DateTimeOffset? To);
