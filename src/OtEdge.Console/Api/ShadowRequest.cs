namespace OtEdge.Console.Api;

/// <summary>Which candidate to shadow.</summary>
/// <param name="Policy">The candidate; null: none from now on.</param>
public sealed record ShadowRequest(PolicyText? Policy = null);
