namespace OtEdge.Core.Findings.Alerts;

/// <summary>An alert that waits to be taken by one receiver.</summary>
/// <param name="Sequence">Its place; entries of one conduit are sent in this order.</param>
/// <param name="Alert">The alert as it was raised.</param>
public sealed record OutboxEntry(long Sequence, Alert Alert);
