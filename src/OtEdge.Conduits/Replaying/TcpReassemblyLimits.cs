namespace OtEdge.Conduits.Replaying;

/// <summary>What reassembly keeps in memory at most.</summary>
public sealed record TcpReassemblyLimits
{
    /// <summary>Connections at once; the one that was silent longest makes room. Default 4,096, at least 1.</summary>
    public int Connections { get; init; } = 4_096;

    /// <summary>Bytes of one direction that wait behind a hole before it becomes a gap. Default 256 KiB.</summary>
    public int WaitingBytesMax { get; init; } = 256 * 1024;

    /// <summary>Segments of one direction that wait behind a hole before it becomes a gap. Default 256, at least 1.</summary>
    public int WaitingSegmentsMax { get; init; } = 256;

    /// <summary>Bytes of all directions that wait behind holes. Default 64 MiB.</summary>
    public long WaitingBytesInAllMax { get; init; } = 64 * 1024 * 1024;
}
