namespace OtEdge.Console.Api;

/// <summary>A gate that a person passed over; shown for good.</summary>
/// <param name="Gate">triage, coverage, discovery, parity, probe, freshness, soak or essential.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why; for `essential` the risk assessment.</param>
public sealed record OverrideView(string Gate, string By, DateTimeOffset At, string Reason);
