namespace OtEdge.Console.Api;

/// <summary>A readiness gate.</summary>
/// <param name="Gate">triage, coverage, discovery, parity, probe or freshness.</param>
/// <param name="Passed">True when it is passed.</param>
/// <param name="Why">What it rests on, or what is missing; one sentence each.</param>
public sealed record EvidenceGateView(string Gate, bool Passed, IReadOnlyList<string> Why);
