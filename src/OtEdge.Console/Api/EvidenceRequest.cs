namespace OtEdge.Console.Api;

/// <summary>What evidence is wanted.</summary>
/// <param name="Policy">The policy to judge by; null: the live one.</param>
/// <param name="Since">How far back, such as <c>7d</c>; null: everything that is recorded.</param>
public sealed record EvidenceRequest(PolicyText? Policy = null, string? Since = null);
