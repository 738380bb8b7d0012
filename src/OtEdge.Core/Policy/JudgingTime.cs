namespace OtEdge.Core.Policy;

/// <summary>The moment of judging, read once per wake-up of a loop.</summary>
/// <param name="Ticks">Monotonic time in units of 100 ns; rates are measured in it.</param>
/// <param name="Utc">Wall-clock time; soft expiry is measured in it.</param>
public readonly record struct JudgingTime(long Ticks, DateTimeOffset Utc);
