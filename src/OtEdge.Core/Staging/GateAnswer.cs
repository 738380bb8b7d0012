namespace OtEdge.Core.Staging;

/// <summary>What one readiness gate says.</summary>
/// <param name="Gate">Its name: <c>triage</c>, <c>coverage</c>, <c>discovery</c>, <c>parity</c>, <c>probe</c> or <c>freshness</c>.</param>
/// <param name="IsMet">Whether it is met.</param>
/// <param name="Why">What it goes by, one sentence each.</param>
public sealed record GateAnswer(string Gate, bool IsMet, IReadOnlyList<string> Why);
