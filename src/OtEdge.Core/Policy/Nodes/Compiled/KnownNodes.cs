namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>Last known numbers of nodes, by identity with the namespace's URI, so that they survive a swap of rules and of indexes.</summary>
internal sealed class KnownNodes
{
    /// <summary>Most nodes kept; the values of others stay unknown.</summary>
    public const int NodesMax = 8192;

    /// <summary>Most elements kept of an array; longer ones stay unknown.</summary>
    public const int ElementsMax = 1024;

    private readonly Dictionary<NodeIdentity, NodeNumber[]> values = new(NodesByUri.Instance);

    /// <summary>The last known elements; empty: none.</summary>
    public ReadOnlySpan<NodeNumber> Recall(in NodeSpan node, NamespaceTable namespaces) =>
        namespaces.UriOf(node.NamespaceIndex) is { } uri
            && values.GetAlternateLookup<NodeInUri>().TryGetValue(new NodeInUri(uri, node), out NodeNumber[]? known)
            ? known
            : [];

    /// <summary>Takes in the value of a node; one that cannot be kept is forgotten.</summary>
    public void Learn(in NodeSpan node, NamespaceTable namespaces, in NodeValue value)
    {
        if (namespaces.UriOf(node.NamespaceIndex) is not { } uri)
        {
            return;
        }

        Dictionary<NodeIdentity, NodeNumber[]>.AlternateLookup<NodeInUri> lookup = values.GetAlternateLookup<NodeInUri>();
        var key = new NodeInUri(uri, node);
        if (value.IsNotGood || value.Count is 0 or > ElementsMax)
        {
            lookup.Remove(key);
            return;
        }

        if (!lookup.TryGetValue(key, out NodeNumber[]? known) || known.Length != value.Count)
        {
            if (known is null && values.Count >= NodesMax)
            {
                return;
            }

            lookup[key] = known = new NodeNumber[value.Count];
        }

        for (int i = 0; i < known.Length; i++)
        {
            known[i] = value[i];
        }
    }
}
