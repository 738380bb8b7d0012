namespace OtEdge.OpcUa.Types;

/// <summary>An ExpandedNodeId that stays in the message it was read from (OPC UA Part 6 cl. 5.2.2.10).</summary>
public readonly ref struct ExpandedNodeIdRef
{
    /// <summary>The id; its namespace index says nothing when there is a <see cref="NamespaceUri"/>.</summary>
    public NodeIdRef Id { get; init; }

    /// <summary>URI of the namespace as UTF-8; empty: the index holds.</summary>
    public ReadOnlySpan<byte> NamespaceUri { get; init; }

    /// <summary>Index of the server; 0: the server itself.</summary>
    public uint ServerIndex { get; init; }

    /// <summary>True when it names a node of the server itself by its namespace index.</summary>
    public bool IsLocal => NamespaceUri.IsEmpty && ServerIndex == 0;
}
