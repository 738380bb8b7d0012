namespace OtEdge.Conduits;

/// <summary>A client that OtEdge calls.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="Stage">How the call stands.</param>
/// <param name="Since">Since when.</param>
/// <param name="Trouble">Why the last call came to nothing; null: it did not.</param>
public sealed record CalledClient(string Url, CallStage Stage, DateTimeOffset Since, string? Trouble);
