namespace OtEdge.Console.Api;

/// <summary>One line of a change's timeline.</summary>
/// <param name="At">When.</param>
/// <param name="State">Where the change stood after it.</param>
/// <param name="By">Who; null: OtEdge itself.</param>
/// <param name="What">What happened.</param>
public sealed record ChangeMarkView(DateTimeOffset At, string State, string? By, string What);
