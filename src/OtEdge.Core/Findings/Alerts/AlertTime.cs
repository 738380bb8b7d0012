namespace OtEdge.Core.Findings.Alerts;

/// <summary>A moment by both clocks.</summary>
/// <param name="Elapsed">Monotonic time since the start, for durations; a clock that is set does not move it.</param>
/// <param name="Utc">Wall time, for people and for shelving.</param>
public readonly record struct AlertTime(TimeSpan Elapsed, DateTimeOffset Utc);
