namespace OtEdge.RelayBenchmark;

/// <summary>One slot of load.</summary>
internal sealed record LoadOptions
{
    /// <summary>Where to connect, on loopback.</summary>
    public required int Port { get; init; }

    /// <summary>Connections at once.</summary>
    public required int Connections { get; init; }

    /// <summary>Length of the measured part.</summary>
    public required int Milliseconds { get; init; }

    /// <summary>Rate of the open loop; 0: closed loop.</summary>
    public int RequestsPerSecond { get; init; }

    /// <summary>What OPC UA clients ask for; null: Modbus.</summary>
    public UaLoad? OpcUa { get; init; }

    /// <summary>Processor to stay on; negative: any.</summary>
    public int Processor { get; init; } = -1;

    /// <summary>Length of the uncounted part before.</summary>
    public int WarmUpMilliseconds { get; init; } = 300;
}
