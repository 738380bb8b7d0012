namespace OtEdge.OpcUa.SecureChannel;

/// <summary>The time, as channels are told it.</summary>
/// <param name="Elapsed">Time that only goes forward, from any start: for lifetimes.</param>
/// <param name="Utc">Time of day: for timestamps and certificates.</param>
public readonly record struct Moment(TimeSpan Elapsed, DateTimeOffset Utc);
