namespace OtEdge.RelayBenchmark;

/// <summary>One shape of load and where it runs.</summary>
/// <param name="Name">For tables.</param>
/// <param name="Connections">Connections at once.</param>
/// <param name="RequestsPerSecond">Rate of the open loop; 0: closed loop.</param>
/// <param name="RelayProcessor">Processor of the relay; clients and device are on processor 0.</param>
internal sealed record Scenario(string Name, int Connections, int RequestsPerSecond, int RelayProcessor)
{
    /// <summary>What OPC UA clients ask for; null: Modbus.</summary>
    public UaLoad? OpcUa { get; init; }

    /// <summary>Variants that it is for, beside direct and HAProxy; empty: all.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>True: measured in every second round only, so that a run does not take too long.</summary>
    public bool IsOccasional { get; init; }

    /// <summary>True when it belongs into a round.</summary>
    public bool IsIn(int round) => !IsOccasional || round % 2 == 1;

    /// <summary>What it is measured through, of what there is; nothing when that would be peers alone.</summary>
    public IReadOnlyList<Relay> Through(IReadOnlyList<Relay> relays)
    {
        Relay[] chosen = [.. relays.Where(relay => relay.IsPeer || Variants.Count == 0 || Variants.Contains(relay.Name))];
        return Variants.Count > 0 && chosen.All(relay => relay.IsPeer) ? [] : chosen;
    }
}
