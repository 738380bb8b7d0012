using System.Globalization;

namespace OtEdge.RelayBenchmark;

/// <summary>One measured slot.</summary>
/// <param name="Round">Number of the round.</param>
/// <param name="Scenario">Name of the load.</param>
/// <param name="Variant">What stood in between.</param>
/// <param name="Load">What the clients saw.</param>
internal sealed record Sample(int Round, string Scenario, string Variant, LoadResult Load)
{
    /// <summary>User and system time of the relay per transaction; 0 for direct.</summary>
    public double CpuMicroseconds { get; init; }

    /// <summary>Resident memory of the relay at the end of the slot; 0 for direct.</summary>
    public double MemoryMiB { get; init; }

    /// <summary>Transactions a second.</summary>
    public double Throughput => Load.Transactions / Load.Seconds;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Scenario,-38} {Variant,-16} {Throughput,9:N0}/s  p50 {Load.P50,7:N1} us  p99 {Load.P99,8:N1} us  cpu {CpuMicroseconds,6:N2} us  errors {Load.Errors}");
}
