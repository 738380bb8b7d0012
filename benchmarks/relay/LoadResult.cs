namespace OtEdge.RelayBenchmark;

/// <summary>What one slot of load saw; latencies in microseconds.</summary>
internal sealed record LoadResult
{
    public required long Transactions { get; init; }

    public required long Errors { get; init; }

    public required double Seconds { get; init; }

    public required double P50 { get; init; }

    public required double P99 { get; init; }

    public required double P999 { get; init; }

    public required double Max { get; init; }
}
