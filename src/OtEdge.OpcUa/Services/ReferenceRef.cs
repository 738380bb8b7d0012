using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Services;

/// <summary>A ReferenceDescription of a Browse answer (OPC UA Part 4 cl. 7.30).</summary>
public readonly ref struct ReferenceRef
{
    internal ReferenceRef(scoped ref UaReader reader)
    {
        Type = reader.NodeId();
        IsForward = reader.Boolean();
        Target = reader.ExpandedNodeId();
        BrowseName = reader.QualifiedName();
        reader.LocalizedText();
        NodeClass = reader.UInt32();
        reader.ExpandedNodeId();
    }

    /// <summary>Type of the reference.</summary>
    public NodeIdRef Type { get; }

    /// <summary>True when it leads from the browsed node to the target.</summary>
    public bool IsForward { get; }

    /// <summary>The node at the other end.</summary>
    public ExpandedNodeIdRef Target { get; }

    /// <summary>Its browse name.</summary>
    public QualifiedNameRef BrowseName { get; }

    /// <summary>Its node class as a bit.</summary>
    public uint NodeClass { get; }
}
