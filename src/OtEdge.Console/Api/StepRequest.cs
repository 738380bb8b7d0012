namespace OtEdge.Console.Api;

/// <summary>What goes with a step of a change.</summary>
/// <param name="Reason">Why; null when nothing was said.</param>
/// <param name="Override">Reason for overriding unmet gates; null: none are overridden.</param>
public sealed record StepRequest(string? Reason = null, string? Override = null);
