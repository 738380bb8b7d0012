namespace OtEdge.RelayBenchmark;

/// <summary>What OPC UA clients ask for.</summary>
internal sealed record UaLoad
{
    /// <summary>How they are protected.</summary>
    public required UaSecurity Security { get; init; }

    /// <summary>Folder of their certificate.</summary>
    public required string Identities { get; init; }

    /// <summary>Nodes of one Read: 1, 10, 100 or 1,000.</summary>
    public int Nodes { get; init; } = UaBodies.NodesPerBlock;

    /// <summary>True: they do not ask, they watch <see cref="UaSubscriptions"/>.</summary>
    public bool Watches { get; init; }

    /// <summary>True: every eighth request is a Write of one node.</summary>
    public bool Writes { get; init; }

    /// <summary>True: no Read is like another, so that nothing that is remembered of earlier ones helps.</summary>
    public bool Varies { get; init; }
}
