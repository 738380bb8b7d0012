namespace OtEdge.Core.Traffic;

/// <summary>A stretch of time in which recording lost something: the gateway was down, or it had to shed.</summary>
/// <param name="Conduit">Name of the conduit; empty: all.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended.</param>
/// <param name="Lost">Operations that are known to be lost; 0 when their number is unknown.</param>
/// <param name="Cause">Why, in words.</param>
public sealed record TrafficGap(string Conduit, DateTimeOffset From, DateTimeOffset To, long Lost, string Cause);
