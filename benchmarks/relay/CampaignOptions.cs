namespace OtEdge.RelayBenchmark;

/// <summary>What a run measures.</summary>
/// <param name="Rounds">Interleaved rounds.</param>
/// <param name="SlotMilliseconds">Length of a measured slot.</param>
/// <param name="Connections">Connections of the closed loop.</param>
/// <param name="Only">Names of variants to keep; empty: all.</param>
/// <param name="Output">Where the tables go.</param>
internal sealed record CampaignOptions(
    int Rounds,
    int SlotMilliseconds,
    IReadOnlyList<int> Connections,
    IReadOnlyList<string> Only,
    DirectoryInfo Output);
