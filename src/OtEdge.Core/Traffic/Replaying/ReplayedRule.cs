namespace OtEdge.Core.Traffic.Replaying;

/// <summary>How often a rule, or a pin, was the one that decided.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Line">Its line in the policy's file; 0 when it has none.</param>
/// <param name="Hits">Operations that it allowed, or that the pin refused.</param>
/// <param name="Expired">Of these, after its soft expiry.</param>
/// <param name="StepUnknown">Of these, judged without max-step, because no value was known.</param>
public sealed record ReplayedRule(string Id, int Line, long Hits, long Expired = 0, long StepUnknown = 0);
