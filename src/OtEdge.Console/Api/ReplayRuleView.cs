namespace OtEdge.Console.Api;

/// <summary>How often a rule or a pin decided in a replay.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Line">Its line in the policy's file.</param>
/// <param name="Hits">Operations that it allowed, or that the pin refused.</param>
/// <param name="ShadowedBy">The earlier rule that covers all of it; null: none does.</param>
/// <param name="Notes">What is worth saying of it, one sentence each.</param>
public sealed record ReplayRuleView(string Id, int Line, long Hits, string? ShadowedBy, IReadOnlyList<string> Notes);
