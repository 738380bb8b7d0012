namespace OtEdge.Settings.Model;

/// <summary>What takes a trial back by itself (`guards`).</summary>
public sealed record GuardSettings
{
    /// <summary>Device latency over baseline that is a breach. Default 2.</summary>
    public double LatencyFactor { get; init; } = 2;

    /// <summary>Rate of exceptions over baseline that is a breach. Default 2.</summary>
    public double ExceptionsFactor { get; init; } = 2;

    /// <summary>Silence of a polling client that is a breach. Default 30 s.</summary>
    public TimeSpan ClientSilence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tags whose values must keep changing.</summary>
    public IReadOnlyList<string> Heartbeat { get; init; } = [];

    /// <summary>How long a guard may be unknown. Default 30 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);
}
