namespace OtEdge.Core.Findings.Alerts;

/// <summary>What is to be written of an alert.</summary>
/// <param name="Alert">The alert as it now stands.</param>
/// <param name="IsSent">True when it is to be sent out: it is new and not shelved.</param>
public sealed record AlertStep(Alert Alert, bool IsSent);
