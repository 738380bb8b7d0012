using OtEdge.Core.Policy.Nodes.Compiled;

namespace OtEdge.Core.Policy.Nodes;

/// <summary>The EURanges of one device as far as they are known; immutable, so threads may share it.</summary>
public sealed class EURangeTable
{
    private readonly Dictionary<NodeIdentity, EURange> ranges;

    /// <summary>Makes a table.</summary>
    public EURangeTable(IEnumerable<KeyValuePair<NodeIdentity, EURange>> ranges) => this.ranges = new(ranges, NodesByUri.Instance);

    /// <summary>Nothing is known.</summary>
    public static EURangeTable Empty { get; } = new([]);

    /// <summary>Every range that is known.</summary>
    public IReadOnlyDictionary<NodeIdentity, EURange> All => ranges;

    /// <summary>The nodes that a policy's rules name one by one and limit by their EURange; others are known when they are asked for.</summary>
    public static IEnumerable<NodeIdentity> NamedBy(PolicyDocument? policy) => (policy?.Rules ?? [])
        .Where(rule => rule.Nodes?.Limits.Any(limit => limit.IsEURange) == true)
        .SelectMany(rule => rule.Nodes!.Nodes)
        .Where(pattern => !pattern.IsPrefix)
        .Select(pattern => pattern.Node)
        .OfType<NodeIdentity>();

    /// <summary>The range of a node; null: not known.</summary>
    /// <param name="node">The node.</param>
    /// <param name="namespaces">The device's namespaces.</param>
    public EURange? Find(in NodeSpan node, NamespaceTable namespaces) =>
        namespaces.UriOf(node.NamespaceIndex) is { } uri
            && ranges.GetAlternateLookup<NodeInUri>().TryGetValue(new NodeInUri(uri, node), out EURange range)
            ? range
            : null;
}
