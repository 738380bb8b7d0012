namespace OtEdge.RelayBenchmark;

/// <summary>One shape of load and where it runs.</summary>
/// <param name="Name">For tables.</param>
/// <param name="Connections">Connections at once.</param>
/// <param name="RequestsPerSecond">Rate of the open loop; 0: closed loop.</param>
/// <param name="RelayProcessor">Processor of the relay; clients and device are on processor 0.</param>
internal sealed record Scenario(string Name, int Connections, int RequestsPerSecond, int RelayProcessor)
{
    /// <summary>True: OPC UA instead of Modbus.</summary>
    public bool IsOpcUa { get; init; }
}
