namespace OtEdge.Conduits;

/// <summary>Requests and replies that OtEdge held about equally long.</summary>
/// <param name="Nanoseconds">No longer than this, and at most 6 % shorter.</param>
/// <param name="Count">How many, since the conduit was opened.</param>
public readonly record struct LatencyCount(long Nanoseconds, long Count);
