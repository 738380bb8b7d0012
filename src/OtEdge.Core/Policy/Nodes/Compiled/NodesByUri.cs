using System.Diagnostics.CodeAnalysis;

namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>Compares nodes by the URI of their namespace, also with those that messages name, without allocating.</summary>
internal sealed class NodesByUri : IEqualityComparer<NodeIdentity>, IAlternateEqualityComparer<NodeInUri, NodeIdentity>
{
    public static NodesByUri Instance { get; } = new();

    public bool Equals(NodeIdentity? x, NodeIdentity? y) => x?.Equals(y) ?? y is null;

    public int GetHashCode([DisallowNull] NodeIdentity obj) => HashOf(obj.NamespaceUri, obj.Number, obj.Bytes);

    public bool Equals(NodeInUri alternate, NodeIdentity other) =>
        other.Kind == alternate.Node.Kind && other.Number == alternate.Node.Number && other.NamespaceUri == alternate.Uri
        && other.Bytes.SequenceEqual(alternate.Node.Bytes);

    public int GetHashCode(NodeInUri alternate) => HashOf(alternate.Uri, alternate.Node.Number, alternate.Node.Bytes);

    public NodeIdentity Create(NodeInUri alternate) => NodeIdentity.Of(alternate.Node, alternate.Uri);

    private static int HashOf(string uri, uint number, ReadOnlySpan<byte> bytes)
    {
        var hash = default(HashCode);
        hash.Add(uri, StringComparer.Ordinal);
        hash.Add(number);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}
