namespace OtEdge.Conduits;

/// <summary>How the data plane uses the machine.</summary>
public sealed record DataPlaneOptions
{
    /// <summary>Loops, each a thread; at least 1. Default: one per processor, at most 4.</summary>
    public int Loops { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Which transport moves the bytes. Default: the fastest that the platform has.</summary>
    public TransportChoice Transport { get; init; } = TransportChoice.Automatic;

    /// <summary>Findings that one loop may have waiting for the sink; further ones are shed and counted. Default 4,096, at least 2.</summary>
    public int RingFindings { get; init; } = 4096;

    /// <summary>Operations, other than reads, that one loop may have waiting to be recorded; further ones are counted as lost. Default
    /// 4,096, at least 2.</summary>
    public int RingOperations { get; init; } = 4096;

    /// <summary>Bytes of its last frames that each conduit's flight recorder keeps, at least 4,096. Default 4 MiB.</summary>
    public int FlightBytes { get; init; } = 4 * 1024 * 1024;
}
