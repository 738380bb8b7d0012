using OtEdge.Core.Traffic;

namespace OtEdge.Console.Api;

/// <summary>A stretch of time in which recording lost something.</summary>
/// <param name="Conduit">Name of the conduit; null: all.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended.</param>
/// <param name="Lost">Operations that are known to be lost; null when their number is unknown.</param>
/// <param name="Cause">Why, in words.</param>
public sealed record GapView(string? Conduit, DateTimeOffset From, DateTimeOffset To, long? Lost, string Cause)
{
    /// <summary>The view of a gap.</summary>
    public static GapView Of(TrafficGap gap) =>
        new(gap.Conduit.Length > 0 ? gap.Conduit : null, gap.From, gap.To, gap.Lost > 0 ? gap.Lost : null, gap.Cause);
}
