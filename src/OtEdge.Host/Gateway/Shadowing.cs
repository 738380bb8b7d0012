using OtEdge.Core.Policy;

namespace OtEdge.Host.Gateway;

/// <summary>A candidate that is judged beside the live rules; it ends with the process.</summary>
/// <param name="Rules">The candidate, compiled from a policy.</param>
/// <param name="Since">Since when.</param>
/// <param name="Change">The change that asked for it; null: a person did.</param>
internal sealed record Shadowing(RuleSet Rules, DateTimeOffset Since, string? Change = null);
