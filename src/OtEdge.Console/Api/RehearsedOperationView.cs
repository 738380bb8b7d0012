namespace OtEdge.Console.Api;

/// <summary>One operation of a rehearsal.</summary>
/// <param name="Text">As the owner wrote it.</param>
/// <param name="Seen">True when it was seen passing.</param>
/// <param name="Allowed">True when the rules allow it.</param>
/// <param name="Why">What the rules say of it.</param>
public sealed record RehearsedOperationView(string Text, bool Seen, bool Allowed, string Why);
