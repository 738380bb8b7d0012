namespace OtEdge.Core.Findings.Alerts;

/// <summary>How much waits for one receiver.</summary>
/// <param name="Waiting">Alerts not yet taken.</param>
/// <param name="OldestAt">When the oldest of them was raised; null: none waits.</param>
public sealed record OutboxState(long Waiting, DateTimeOffset? OldestAt);
