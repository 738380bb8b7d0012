namespace OtEdge.Core.Policy.Nodes;

/// <summary>
/// A node as a message names it, decoded: every encoding of one node gives equal spans. Its namespace is an index into the
/// <see cref="NamespaceTable"/> of the server. Aliases (RegisterNodes) are resolved before.
/// </summary>
public readonly ref struct NodeSpan
{
    private NodeSpan(NodeIdKind kind, int namespaceIndex, uint number, ReadOnlySpan<byte> bytes)
    {
        Kind = kind;
        NamespaceIndex = namespaceIndex;
        Number = number;
        Bytes = bytes;
    }

    /// <summary>No node.</summary>
    public static NodeSpan None => default;

    /// <summary>Kind of its identifier; <see cref="NodeIdKind.None"/> for no node.</summary>
    public NodeIdKind Kind { get; }

    /// <summary>Index of its namespace at the server, 0 to 65535.</summary>
    public int NamespaceIndex { get; }

    /// <summary>The number of a numeric identifier; otherwise 0.</summary>
    public uint Number { get; }

    /// <summary>UTF-8 of a text, the 16 bytes of a GUID as on the wire, or the bytes; empty for a number.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>True when there is no node.</summary>
    public bool IsNone => Kind == NodeIdKind.None;

    /// <summary>A node with a number.</summary>
    public static NodeSpan Numeric(int namespaceIndex, uint number) => new(NodeIdKind.Numeric, namespaceIndex, number, default);

    /// <summary>A node with a text.</summary>
    /// <param name="namespaceIndex">Index of its namespace.</param>
    /// <param name="utf8">The text as on the wire.</param>
    public static NodeSpan Text(int namespaceIndex, ReadOnlySpan<byte> utf8) => new(NodeIdKind.String, namespaceIndex, 0, utf8);

    /// <summary>A node with a GUID.</summary>
    /// <param name="namespaceIndex">Index of its namespace.</param>
    /// <param name="bytes">Its 16 bytes as on the wire.</param>
    public static NodeSpan Guid(int namespaceIndex, ReadOnlySpan<byte> bytes) => new(NodeIdKind.Guid, namespaceIndex, 0, bytes);

    /// <summary>A node with bytes.</summary>
    public static NodeSpan Opaque(int namespaceIndex, ReadOnlySpan<byte> bytes) => new(NodeIdKind.Opaque, namespaceIndex, 0, bytes);

    /// <summary>True when both name the same node of one server.</summary>
    public bool Equals(in NodeSpan other) =>
        Kind == other.Kind && NamespaceIndex == other.NamespaceIndex && Number == other.Number && Bytes.SequenceEqual(other.Bytes);
}
