namespace OtEdge.Core.Staging;

/// <summary>When something happened, by both clocks.</summary>
/// <param name="Wall">Wall time: for people, windows and the life of approvals.</param>
/// <param name="Ticks">Monotonic time in 100 ns since the process knows it: for every duration. It means nothing after a restart.</param>
public readonly record struct Moment(DateTimeOffset Wall, long Ticks);
