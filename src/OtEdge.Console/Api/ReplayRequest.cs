namespace OtEdge.Console.Api;

/// <summary>What to replay, and against which policy.</summary>
/// <param name="Policy">The candidate; null: the live policy of the conduit.</param>
/// <param name="Since">How far back, as a duration; null: <c>7d</c>.</param>
/// <param name="PolicyDigest">Instead of a candidate, a policy that the journal keeps, such as that of a change; null: none.</param>
public sealed record ReplayRequest(PolicyText? Policy = null, string? Since = null, string? PolicyDigest = null);
