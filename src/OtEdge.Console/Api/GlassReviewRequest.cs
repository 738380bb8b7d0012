namespace OtEdge.Console.Api;

/// <summary>What the review of a break-glass came to.</summary>
/// <param name="Text">What happened, and what follows from it; must be given.</param>
public sealed record GlassReviewRequest(string? Text = null);
