namespace OtEdge.Core.Policy.Nodes;

/// <summary>What a rule or pin of an OPC UA policy says beside clients, classes, rate and expiry.</summary>
public sealed record NodeTerms
{
    /// <summary>Nothing in particular: every user, node and method.</summary>
    public static NodeTerms Anything { get; } = new();

    /// <summary>Users it holds for; empty: any.</summary>
    public IReadOnlyList<UserIdentity> Users { get; init; } = [];

    /// <summary>Nodes it covers; empty: every node.</summary>
    public IReadOnlyList<NodePattern> Nodes { get; init; } = [];

    /// <summary>Attributes it covers, see <see cref="NodeAttributes"/>; 0: the default, all for reading and Value for writing.</summary>
    public ulong Attributes { get; init; }

    /// <summary>Methods it covers; empty: every method of the objects in <see cref="Nodes"/>.</summary>
    public IReadOnlyList<NodeMethod> Methods { get; init; } = [];

    /// <summary>What it asks of written values; all of them hold.</summary>
    public IReadOnlyList<NodeLimit> Limits { get; init; } = [];

    /// <summary>The attributes it covers for operations of a class.</summary>
    public ulong AttributesFor(OperationClass operationClass) =>
        Attributes != 0 ? Attributes
        : operationClass == OperationClass.Write ? NodeAttributes.Of(NodeAttributes.Value)
        : NodeAttributes.All;
}
