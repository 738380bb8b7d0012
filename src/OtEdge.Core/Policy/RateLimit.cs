namespace OtEdge.Core.Policy;

/// <summary>How often one client may use one rule, as a sliding window.</summary>
/// <param name="Count">Operations per window, at least 1.</param>
/// <param name="Window">Length of the window.</param>
public sealed record RateLimit(int Count, TimeSpan Window);
