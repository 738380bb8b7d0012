namespace OtEdge.RelayBenchmark;

/// <summary>What a run measures.</summary>
internal sealed record CampaignOptions
{
    /// <summary>Interleaved rounds.</summary>
    public required int Rounds { get; init; }

    /// <summary>Length of a measured slot.</summary>
    public required int SlotMilliseconds { get; init; }

    /// <summary>Connections of the closed loop.</summary>
    public required IReadOnlyList<int> Connections { get; init; }

    /// <summary>Names of variants to keep; empty: all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary>What the names of scenarios must contain; empty: anything.</summary>
    public required string Scenario { get; init; }

    /// <summary>Where the tables go.</summary>
    public required DirectoryInfo Output { get; init; }

    /// <summary>The same connections for OPC UA, which is not measured with thousands.</summary>
    public IEnumerable<int> UaConnections => Connections.Where(count => count <= 256);
}
