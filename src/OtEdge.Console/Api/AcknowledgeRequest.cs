namespace OtEdge.Console.Api;

/// <summary>Says that a person has seen an alert.</summary>
/// <param name="Note">What they say with it; null: nothing.</param>
public sealed record AcknowledgeRequest(string? Note = null);
