using System.Globalization;
using System.Text;

namespace OtEdge.Core.Policy.Nodes;

/// <summary>Nodes in words.</summary>
public static class NodeText
{
    /// <summary>Most characters of an identifier that are shown; what is longer ends in dots.</summary>
    public const int CharactersMax = 200;

    /// <summary>The node with its namespace by URI, such as <c>nsu=http://acme.com/;s=Line1.Speed</c>; by index when the table lacks it.</summary>
    public static string Of(in NodeSpan node, NamespaceTable namespaces)
    {
        if (node.IsNone)
        {
            return "no node";
        }

        string prefix = namespaces.UriOf(node.NamespaceIndex) is { } uri
            ? Prefix(uri)
            : FormattableString.Invariant($"ns={node.NamespaceIndex};");
        string identifier = Identifier(node.Kind, node.Number, node.Bytes);
        return prefix + (identifier.Length > CharactersMax ? identifier[..(CharactersMax - 3)] + "..." : identifier);
    }

    /// <summary>The namespace part of the text form; empty for the OPC UA namespace.</summary>
    internal static string Prefix(string namespaceUri) => namespaceUri == NamespaceTable.BaseUri
        ? ""
        : $"nsu={Escaped(namespaceUri)};";

    /// <summary>A namespace URI as it stands in a text form (OPC 10000-6 cl. 5.1.12).</summary>
    internal static string Escaped(string namespaceUri) =>
        namespaceUri.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal);

    /// <summary>The identifier part of the text form.</summary>
    internal static string Identifier(NodeIdKind kind, uint number, ReadOnlySpan<byte> bytes) => kind switch
    {
        NodeIdKind.Numeric => string.Create(CultureInfo.InvariantCulture, $"i={number}"),
        NodeIdKind.String => $"s={Encoding.UTF8.GetString(bytes)}",
        NodeIdKind.Guid when bytes.Length == 16 => $"g={new Guid(bytes)}",
        _ => $"b={Convert.ToBase64String(bytes)}",
    };
}
