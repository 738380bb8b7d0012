namespace OtEdge.Console.Api;

/// <summary>Signs what a regime does that is too rare to be sampled.</summary>
/// <param name="Regime">The regime; must be given.</param>
/// <param name="Operations">Its operations, one a line, as <c>policy explain</c> takes them; must be given.</param>
/// <param name="Note">What the owner says beside it, at most 500 characters; null: nothing.</param>
public sealed record RehearsalRequest(string? Regime = null, string? Operations = null, string? Note = null);
