using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Policy;

/// <summary>What is refused in every mode but bypass, whatever the rules allow; any touched address is enough.</summary>
public sealed record PinnedRefusal
{
    /// <summary>Unique in the policy, among rules and pins.</summary>
    public required string Id { get; init; }

    /// <summary>Line in its file, 1-based; 0 when it has none.</summary>
    public int Line { get; init; }

    /// <summary>Clients it holds for; empty: any.</summary>
    public IReadOnlyList<ClientSelector> Clients { get; init; } = [];

    /// <summary>Unit identifiers, ranges in 0 to 255; empty: any.</summary>
    public IReadOnlyList<AddressRange> Units { get; init; } = [];

    /// <summary>Classes it refuses; <see cref="Functions"/> adds to them.</summary>
    public OperationClasses Classes { get; init; }

    /// <summary>Functions it refuses.</summary>
    public IReadOnlyList<FunctionId> Functions { get; init; } = [];

    /// <summary>Ranges it refuses when an operation overlaps them; empty: every address.</summary>
    public IReadOnlyList<SpaceRange> Ranges { get; init; } = [];

    /// <summary>OPC UA: users, nodes, attributes (default: all) and methods; null for Modbus.</summary>
    public NodeTerms? Nodes { get; init; }

    /// <summary>What the refused request gets; null: as the conduit says.</summary>
    public RefusalForm? RefuseWith { get; init; }
}
