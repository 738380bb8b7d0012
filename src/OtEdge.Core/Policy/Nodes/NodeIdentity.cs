using System.Globalization;
using System.Text;

namespace OtEdge.Core.Policy.Nodes;

/// <summary>A node as people write it, its namespace by URI: <c>nsu=http://acme.com/filler/;s=Line1.Speed</c>, <c>i=2258</c>.</summary>
public sealed class NodeIdentity : IEquatable<NodeIdentity>
{
    private readonly byte[] bytes;

    private NodeIdentity(string namespaceUri, NodeIdKind kind, uint number, byte[] bytes)
    {
        NamespaceUri = namespaceUri;
        Kind = kind;
        Number = number;
        this.bytes = bytes;
    }

    /// <summary>URI of its namespace.</summary>
    public string NamespaceUri { get; }

    /// <summary>Kind of its identifier.</summary>
    public NodeIdKind Kind { get; }

    /// <summary>The number of a numeric identifier; otherwise 0.</summary>
    public uint Number { get; }

    /// <summary>UTF-8 of a text, the 16 bytes of a GUID as on the wire, or the bytes; empty for a number.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>A node of the OPC UA namespace, such as 2258 for the server's clock.</summary>
    public static NodeIdentity Base(uint number) => new(NamespaceTable.BaseUri, NodeIdKind.Numeric, number, []);

    /// <summary>The node that a message names; null when there is none or its namespace is not in the table.</summary>
    public static NodeIdentity? Of(in NodeSpan node, NamespaceTable namespaces) =>
        !node.IsNone && namespaces.UriOf(node.NamespaceIndex) is { } uri
            ? Of(node, uri)
            : null;

    /// <summary>The node that a message names, in a namespace.</summary>
    internal static NodeIdentity Of(in NodeSpan node, string namespaceUri) =>
        new(namespaceUri, node.Kind, node.Number, node.Bytes.ToArray());

    /// <summary>Reads the text form; a namespace index (<c>ns=2</c>) is none, because it can move.</summary>
    public static bool TryParse(string text, out NodeIdentity node)
    {
        node = Base(0);
        string uri = NamespaceTable.BaseUri, identifier = text;
        if (text.StartsWith("nsu=", StringComparison.Ordinal))
        {
            int end = text.IndexOf(';', StringComparison.Ordinal);
            if (end <= "nsu=".Length)
            {
                return false;
            }

            (uri, identifier) = (Unescaped(text["nsu=".Length..end]), text[(end + 1)..]);
        }

        if (identifier.Length < 2 || identifier[1] != '=')
        {
            return false;
        }

        string value = identifier[2..];
        switch (identifier[0])
        {
            case 'i' when uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint number):
                node = new NodeIdentity(uri, NodeIdKind.Numeric, number, []);
                return true;
            case 's' when value.Length > 0:
                node = new NodeIdentity(uri, NodeIdKind.String, 0, Encoding.UTF8.GetBytes(value));
                return true;
            case 'g' when Guid.TryParseExact(value, "D", out Guid guid):
                // OPC 10000-6 cl. 5.2.2.6: the first three fields little-endian, as Guid writes them.
                node = new NodeIdentity(uri, NodeIdKind.Guid, 0, guid.ToByteArray());
                return true;
            case 'b' when value.Length > 0 && TryBase64(value, out byte[] bytes):
                node = new NodeIdentity(uri, NodeIdKind.Opaque, 0, bytes);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The node as a message to a server with these namespaces names it; none when the server lacks its namespace.</summary>
    public NodeSpan In(NamespaceTable namespaces) =>
        namespaces.IndexOf(NamespaceUri) is >= 0 and var index ? At(index) : NodeSpan.None;

    /// <summary>The node as a message names it, with this namespace index.</summary>
    internal NodeSpan At(int namespaceIndex) => Kind switch
    {
        NodeIdKind.Numeric => NodeSpan.Numeric(namespaceIndex, Number),
        NodeIdKind.String => NodeSpan.Text(namespaceIndex, bytes),
        NodeIdKind.Guid => NodeSpan.Guid(namespaceIndex, bytes),
        _ => NodeSpan.Opaque(namespaceIndex, bytes),
    };

    /// <summary>The same without the last byte of its text; may be empty, which no node is.</summary>
    internal NodeIdentity WithoutLastByte() => new(NamespaceUri, Kind, Number, bytes[..^1]);

    /// <inheritdoc/>
    public bool Equals(NodeIdentity? other) =>
        other is not null && Kind == other.Kind && Number == other.Number && NamespaceUri == other.NamespaceUri
        && bytes.AsSpan().SequenceEqual(other.bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeIdentity);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(NamespaceUri, StringComparer.Ordinal);
        hash.Add(Kind);
        hash.Add(Number);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    /// <summary>The text form; nodes of the OPC UA namespace without it.</summary>
    public override string ToString() => NodeText.Prefix(NamespaceUri) + NodeText.Identifier(Kind, Number, bytes);

    // OPC 10000-6 cl. 5.1.12: within the URI, ';' and '%' are escaped.
    private static string Unescaped(string uri) =>
        uri.Replace("%3B", ";", StringComparison.OrdinalIgnoreCase).Replace("%25", "%", StringComparison.Ordinal);

    private static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        bool isBase64 = Convert.TryFromBase64String(text, bytes, out int count);
        bytes = bytes[..count];
        return isBase64 && count > 0;
    }
}
