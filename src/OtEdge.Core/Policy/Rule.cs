using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Policy;

/// <summary>One allowance of a policy; it covers an operation only as a whole.</summary>
public sealed record Rule
{
    /// <summary>Unique in the policy.</summary>
    public required string Id { get; init; }

    /// <summary>Line of the rule in its file, 1-based; 0 when it has none.</summary>
    public int Line { get; init; }

    /// <summary>Clients it holds for; empty: any.</summary>
    public IReadOnlyList<ClientSelector> Clients { get; init; } = [];

    /// <summary>Unit identifiers, ranges in 0 to 255; empty: any.</summary>
    public IReadOnlyList<AddressRange> Units { get; init; } = [];

    /// <summary>Classes it allows; <see cref="Functions"/> adds to them.</summary>
    public OperationClasses Classes { get; init; }

    /// <summary>Functions it allows beside <see cref="Classes"/>; a function without sub-function means all of its sub-functions.</summary>
    public IReadOnlyList<FunctionId> Functions { get; init; } = [];

    /// <summary>Ranges it covers; empty: every space. Functions without addresses ignore them.</summary>
    public IReadOnlyList<SpaceRange> Ranges { get; init; } = [];

    /// <summary>What it asks of written values.</summary>
    public IReadOnlyList<ValueLimit> Values { get; init; } = [];

    /// <summary>OPC UA: users, nodes, attributes, methods and values; null for Modbus.</summary>
    public NodeTerms? Nodes { get; init; }

    /// <summary>How often a client may use it; null: no limit.</summary>
    public RateLimit? Rate { get; init; }

    /// <summary>Soft end: the rule still allows after it, with a note; null: none.</summary>
    public DateTimeOffset? Expires { get; init; }
}
