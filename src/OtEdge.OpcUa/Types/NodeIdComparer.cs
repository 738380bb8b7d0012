namespace OtEdge.OpcUa.Types;

/// <summary>Looks kept ids up by ids that are still in their message, without allocating.</summary>
public sealed class NodeIdComparer : IEqualityComparer<NodeId>, IAlternateEqualityComparer<NodeIdRef, NodeId>
{
    /// <summary>The comparer.</summary>
    public static readonly NodeIdComparer Instance = new();

    private NodeIdComparer()
    {
    }

    /// <inheritdoc/>
    public bool Equals(NodeId? x, NodeId? y) => x is null ? y is null : x.Equals(y);

    /// <inheritdoc/>
    public int GetHashCode(NodeId obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return obj.GetHashCode();
    }

    /// <inheritdoc/>
    public bool Equals(NodeIdRef alternate, NodeId other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return alternate.Equals(other.AsRef());
    }

    /// <inheritdoc/>
    public int GetHashCode(NodeIdRef alternate) => alternate.Hash();

    /// <inheritdoc/>
    public NodeId Create(NodeIdRef alternate) => new(alternate);
}
