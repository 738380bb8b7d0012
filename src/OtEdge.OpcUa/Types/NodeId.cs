using System.Diagnostics.CodeAnalysis;

namespace OtEdge.OpcUa.Types;

/// <summary>A NodeId that is kept; equal ids are equal, however they were encoded.</summary>
public sealed class NodeId : IEquatable<NodeId>
{
    private readonly byte[] identifier;

    /// <summary>Makes a numeric id.</summary>
    public NodeId(ushort namespaceIndex, uint numeric)
        : this(new NodeIdRef(namespaceIndex, numeric))
    {
    }

    /// <summary>Makes an id of another kind; the bytes are copied.</summary>
    public NodeId(NodeIdKind kind, ushort namespaceIndex, ReadOnlySpan<byte> identifier)
        : this(new NodeIdRef(kind, namespaceIndex, identifier))
    {
    }

    /// <summary>Keeps an id that was read; its bytes are copied.</summary>
    public NodeId(NodeIdRef id)
    {
        Kind = id.Kind;
        NamespaceIndex = id.NamespaceIndex;
        Numeric = id.Numeric;
        identifier = id.Identifier.ToArray();
    }

    /// <summary>What the identifier is.</summary>
    public NodeIdKind Kind { get; }

    /// <summary>Index of the namespace in the server's NamespaceArray.</summary>
    public ushort NamespaceIndex { get; }

    /// <summary>The number; 0 for other kinds.</summary>
    public uint Numeric { get; }

    /// <summary>The identifier as bytes; empty for a number.</summary>
    public ReadOnlySpan<byte> Identifier => identifier;

    /// <summary>The id, for readers and writers.</summary>
    public NodeIdRef AsRef() =>
        Kind == NodeIdKind.Numeric ? new NodeIdRef(NamespaceIndex, Numeric) : new NodeIdRef(Kind, NamespaceIndex, identifier);

    /// <summary>Reads an id as people write it, such as <c>ns=2;s=Line1.Target</c>; false when it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NodeId? id)
    {
        ArgumentNullException.ThrowIfNull(text);
        return NodeIdText.TryParse(text, out id);
    }

    /// <inheritdoc/>
    public bool Equals(NodeId? other) => other is not null && AsRef().Equals(other.AsRef());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeId);

    /// <inheritdoc/>
    public override int GetHashCode() => AsRef().Hash();

    /// <inheritdoc/>
    public override string ToString() => NodeIdText.Of(AsRef());
}
