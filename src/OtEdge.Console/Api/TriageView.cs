using OtEdge.Core.Findings;

namespace OtEdge.Console.Api;

/// <summary>What a person has said of a finding.</summary>
/// <param name="Decision">allow or meant.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why; null when they did not say.</param>
public sealed record TriageView(TriageDecision Decision, string By, DateTimeOffset At, string? Note);
