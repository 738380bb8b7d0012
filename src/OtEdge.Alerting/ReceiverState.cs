namespace OtEdge.Alerting;

/// <summary>How telling a receiver goes.</summary>
/// <param name="IsConnected">True while it can be told.</param>
/// <param name="Fault">Why it cannot, and what to do; null while it can or before the first attempt.</param>
/// <param name="SentTotal">Alerts that it has taken since the start.</param>
public sealed record ReceiverState(bool IsConnected, string? Fault, long SentTotal);
