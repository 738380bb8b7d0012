namespace OtEdge.Console.Api;

/// <summary>A stretch in which recording lost something.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended.</param>
/// <param name="Lost">Operations known to be lost; 0 when their number is unknown.</param>
/// <param name="Cause">Why.</param>
public sealed record EvidenceGapView(DateTimeOffset From, DateTimeOffset To, long Lost, string Cause);
