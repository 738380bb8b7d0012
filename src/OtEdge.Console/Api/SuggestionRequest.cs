namespace OtEdge.Console.Api;

/// <summary>What a policy is to be suggested from.</summary>
/// <param name="Since">How far back, as a duration; null: <c>7d</c>.</param>
/// <param name="WritesMin">How often a write must have been seen; null: 3.</param>
public sealed record SuggestionRequest(string? Since = null, int? WritesMin = null);
