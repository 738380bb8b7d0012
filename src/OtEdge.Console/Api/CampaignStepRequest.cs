namespace OtEdge.Console.Api;

/// <summary>What a step with a campaign carries.</summary>
/// <param name="Reason">Why; may be absent.</param>
public sealed record CampaignStepRequest(string? Reason = null);
