namespace OtEdge.Core.Findings;

/// <summary>What a person has said of a finding; the last word counts, every word is kept.</summary>
/// <param name="Finding">Id of the finding.</param>
/// <param name="Decision">Allow it, or it is meant to be refused.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why, in their words; null: they did not say.</param>
public sealed record Triage(string Finding, TriageDecision Decision, string By, DateTimeOffset At, string? Note);
