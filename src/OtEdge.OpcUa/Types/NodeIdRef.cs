namespace OtEdge.OpcUa.Types;

/// <summary>
/// A NodeId that stays in the message it was read from. It is canonical: ids that are equal are equal here, however they were encoded.
/// </summary>
public readonly ref struct NodeIdRef
{
    /// <summary>Makes a numeric id.</summary>
    public NodeIdRef(ushort namespaceIndex, uint numeric)
    {
        NamespaceIndex = namespaceIndex;
        Numeric = numeric;
    }

    /// <summary>Makes an id of another kind.</summary>
    /// <param name="kind">String, Guid or Opaque.</param>
    /// <param name="namespaceIndex">Index of the namespace at the server.</param>
    /// <param name="identifier">UTF-8 text, the 16 bytes of the wire, or bytes.</param>
    public NodeIdRef(NodeIdKind kind, ushort namespaceIndex, ReadOnlySpan<byte> identifier)
    {
        Kind = kind;
        NamespaceIndex = namespaceIndex;
        Identifier = identifier;
    }

    /// <summary>What the identifier is.</summary>
    public NodeIdKind Kind { get; }

    /// <summary>Index of the namespace in the server's NamespaceArray.</summary>
    public ushort NamespaceIndex { get; }

    /// <summary>The number; 0 for other kinds.</summary>
    public uint Numeric { get; }

    /// <summary>The identifier as bytes; empty for a number.</summary>
    public ReadOnlySpan<byte> Identifier { get; }

    /// <summary>True for an id that names nothing (OPC UA Part 3 cl. 8.2.4, table 24).</summary>
    public bool IsNull => NamespaceIndex == 0 && Numeric == 0
        && (Kind == NodeIdKind.Guid ? Identifier.IndexOfAnyExcept((byte)0) < 0 : Identifier.IsEmpty);

    /// <summary>True for a numeric id of namespace 0 with this number.</summary>
    public bool IsStandard(uint number) => Kind == NodeIdKind.Numeric && NamespaceIndex == 0 && Numeric == number;

    /// <summary>True when both name the same node.</summary>
    public bool Equals(NodeIdRef other) =>
        Kind == other.Kind && NamespaceIndex == other.NamespaceIndex && Numeric == other.Numeric
        && Identifier.SequenceEqual(other.Identifier);

    /// <summary>A hash that equal ids share, within one run of the process.</summary>
    public int Hash()
    {
        if (Kind == NodeIdKind.Numeric)
        {
            return HashCode.Combine(NamespaceIndex, Numeric);
        }

        HashCode hash = default;
        hash.Add((int)Kind | (NamespaceIndex << 8));
        hash.AddBytes(Identifier);
        return hash.ToHashCode();
    }

    /// <summary>The id as text, such as <c>ns=2;s=Line1.Target</c> (OPC UA Part 6 cl. 5.3.1.10).</summary>
    public override string ToString() => NodeIdText.Of(this);
}
