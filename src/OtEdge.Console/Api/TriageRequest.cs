using OtEdge.Core.Findings;

namespace OtEdge.Console.Api;

/// <summary>Says that a finding is legitimate, or meant to be refused.</summary>
/// <param name="Decision">allow or meant; must be given.</param>
/// <param name="Note">Why, at most 500 characters; null: nothing is said.</param>
public sealed record TriageRequest(TriageDecision? Decision = null, string? Note = null);
