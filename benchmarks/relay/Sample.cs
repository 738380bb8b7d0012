namespace OtEdge.RelayBenchmark;

/// <summary>One measured slot.</summary>
/// <param name="Round">Number of the round.</param>
/// <param name="Scenario">The load.</param>
/// <param name="Variant">What stood in between.</param>
/// <param name="Load">What the clients saw.</param>
/// <param name="CpuMicroseconds">User and system time of the relay per transaction; 0 for direct.</param>
/// <param name="MemoryMiB">Resident memory of the relay at the end of the slot; 0 for direct.</param>
internal sealed record Sample(
    int Round,
    string Scenario,
    string Variant,
    LoadResult Load,
    double CpuMicroseconds,
    double MemoryMiB)
{
    /// <summary>Transactions a second.</summary>
    public double Throughput => Load.Transactions / Load.Seconds;
}
