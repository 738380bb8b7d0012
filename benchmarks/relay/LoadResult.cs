namespace OtEdge.RelayBenchmark;

/// <summary>What one slot of load saw; latencies in microseconds.</summary>
internal sealed record LoadResult(
    long Transactions,
    long Errors,
    double Seconds,
    double P50,
    double P99,
    double P999,
    double Max);
