using System.Diagnostics.CodeAnalysis;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic;

/// <summary>
/// Takes down OPC UA operations that are alike once: a known one is found without allocating. Bounded; when it is full it begins
/// anew, and what was taken down before lives on where it is used. One thread owns it.
/// </summary>
public sealed class NodeDeeds
{
    /// <summary>Most deeds kept.</summary>
    public const int DeedsMax = 16_384;

    private readonly Dictionary<Key, (long Number, NodeDeed Deed)> deeds = new(ByContent.Instance);
    private long numbers;

    /// <summary>The deed of an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="client">Who asks; the same object while nothing about it changes.</param>
    /// <param name="namespaces">The server's namespaces; the same object while they do not change.</param>
    /// <returns>The deed, and a number that no other deed of this table ever has.</returns>
    public (long Number, NodeDeed Deed) Of(in NodeOperation operation, NodeClient client, NamespaceTable namespaces)
    {
        Dictionary<Key, (long Number, NodeDeed Deed)>.AlternateLookup<Asked> lookup = deeds.GetAlternateLookup<Asked>();
        var asked = new Asked(operation, client, namespaces);
        if (!lookup.TryGetValue(asked, out (long Number, NodeDeed Deed) known))
        {
            if (deeds.Count >= DeedsMax)
            {
                deeds.Clear();
            }

            known = (++numbers, NodeDeed.Of(operation, client, namespaces));
            lookup[asked] = known;
        }

        return known;
    }

    private readonly ref struct Asked(NodeOperation operation, NodeClient client, NamespaceTable namespaces)
    {
        public readonly NodeOperation Operation = operation;
        public readonly NodeClient Client = client;
        public readonly NamespaceTable Namespaces = namespaces;
    }

    private sealed record Key(NodeClient Client, NamespaceTable Namespaces, int Service, uint Attribute, (NodeCopy Node, NodeCopy Method) Targets);

    private readonly record struct NodeCopy(NodeIdKind Kind, int Namespace, uint Number, byte[] Bytes)
    {
        public static NodeCopy Of(NodeSpan node) => new(node.Kind, node.NamespaceIndex, node.Number, node.Bytes.ToArray());

        public bool Is(NodeSpan node) =>
            Kind == node.Kind && Namespace == node.NamespaceIndex && Number == node.Number && node.Bytes.SequenceEqual(Bytes);

        public NodeSpan Span => Kind switch
        {
            NodeIdKind.None => NodeSpan.None,
            NodeIdKind.Numeric => NodeSpan.Numeric(Namespace, Number),
            NodeIdKind.String => NodeSpan.Text(Namespace, Bytes),
            NodeIdKind.Guid => NodeSpan.Guid(Namespace, Bytes),
            _ => NodeSpan.Opaque(Namespace, Bytes),
        };
    }

    private sealed class ByContent : IEqualityComparer<Key>, IAlternateEqualityComparer<Asked, Key>
    {
        public static ByContent Instance { get; } = new();

        public bool Equals(Key? x, Key? y) => ReferenceEquals(x, y)
            || (x is not null && y is not null && ReferenceEquals(x.Client, y.Client) && ReferenceEquals(x.Namespaces, y.Namespaces)
                && x.Service == y.Service && x.Attribute == y.Attribute
                && x.Targets.Node.Is(y.Targets.Node.Span) && x.Targets.Method.Is(y.Targets.Method.Span));

        public int GetHashCode([DisallowNull] Key obj) => HashOf(obj.Service, obj.Attribute, obj.Targets.Node.Span, obj.Targets.Method.Span);

        public bool Equals(Asked alternate, Key other) =>
            ReferenceEquals(alternate.Client, other.Client) && ReferenceEquals(alternate.Namespaces, other.Namespaces)
            && other.Service == ServiceOf(alternate.Operation) && other.Attribute == alternate.Operation.Attribute
            && other.Targets.Node.Is(alternate.Operation.Node) && other.Targets.Method.Is(alternate.Operation.Method);

        public int GetHashCode(Asked alternate) => HashOf(
            ServiceOf(alternate.Operation), alternate.Operation.Attribute, alternate.Operation.Node, alternate.Operation.Method);

        public Key Create(Asked alternate) => new(
            alternate.Client,
            alternate.Namespaces,
            ServiceOf(alternate.Operation),
            alternate.Operation.Attribute,
            (NodeCopy.Of(alternate.Operation.Node), NodeCopy.Of(alternate.Operation.Method)));

        // A malformed request of a service is another deed than a valid one.
        private static int ServiceOf(in NodeOperation operation) => operation.IsMalformed ? ~(int)operation.Service : (int)operation.Service;

        private static int HashOf(int service, uint attribute, in NodeSpan node, in NodeSpan method)
        {
            ulong hash = NodeHash.Mixed(
                NodeHash.Of(node.NamespaceIndex, node) ^ ((ulong)unchecked((uint)service) << 32 | attribute), NodeHash.Of(method.NamespaceIndex, method));
            return unchecked((int)(hash >> 32));
        }
    }
}
