namespace OtEdge.Core.Staging;

/// <summary>One line of a change's timeline.</summary>
/// <param name="At">When.</param>
/// <param name="State">Where it stood after it.</param>
/// <param name="By">Who; null: OtEdge itself.</param>
/// <param name="What">What happened, such as <c>approved for security</c>.</param>
public sealed record ChangeMark(DateTimeOffset At, ChangeState State, string? By, string What);
