using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>What is known of a session of a server, on whichever connection it is used.</summary>
internal sealed class KnownSession
{
    // More aliases than these are not known, nor the oldest of more continuation points; what is not known only a rule for every node covers.
    private const int AliasesMax = 10_000;
    private const int PointsMax = 256;

    private readonly Dictionary<NodeId, NodeId> aliases = new(NodeIdComparer.Instance);
    private readonly Dictionary<NodeId, (NodeId Node, long Number)> points = new(NodeIdComparer.Instance);
    private long pointsMade;

    /// <summary>True until it is told that its begin was not seen.</summary>
    public bool IsUnseen { get; set; }

    /// <summary>Application URI of the client that created it; null: not seen.</summary>
    public string? ApplicationUri { get; init; }

    /// <summary>Its user; null: not activated yet.</summary>
    public UserIdentity? User { get; set; }

    /// <summary>Its authentication token, for what OtEdge asks in it; null: not told yet.</summary>
    public NodeId? Token { get; set; }

    /// <summary>The review of the connection on which it was activated last; null: none.</summary>
    public ItemReview? Holder { get; set; }

    /// <summary>The posture by which its monitored items were judged; null: they have to be judged.</summary>
    public Posture? Reviewed { get; set; }

    /// <summary>The user for whom its monitored items were judged.</summary>
    public UserIdentity? ReviewedUser { get; set; }

    /// <summary>True when it has made subscriptions of which nothing is known, because there were too many.</summary>
    public bool HasUnknownSubscriptions { get; set; }

    /// <summary>What ties it to its channels where OtEdge has one with each side; null: OtEdge reads along, or has not made it.</summary>
    public SessionBinding? Binding { get; set; }

    /// <summary>True once RegisterNodes has given it aliases.</summary>
    public bool HasAliases => aliases.Count > 0;

    /// <summary>The node that an id stands for: itself, unless RegisterNodes gave it as an alias.</summary>
    public NodeIdRef Resolve(NodeIdRef id) =>
        aliases.Count > 0 && aliases.GetAlternateLookup<NodeIdRef>().TryGetValue(id, out NodeId? node) ? node.AsRef() : id;

    /// <summary>RegisterNodes has answered.</summary>
    public void AddAlias(NodeIdRef alias, NodeIdRef node)
    {
        if (!alias.Equals(node) && aliases.Count < AliasesMax)
        {
            aliases[new NodeId(alias)] = new NodeId(Resolve(node));
        }
    }

    /// <summary>The node that a continuation point goes on with; null: none that is known.</summary>
    public NodeIdRef NodeOf(ReadOnlySpan<byte> point) =>
        points.GetAlternateLookup<NodeIdRef>().TryGetValue(KeyOf(point), out (NodeId Node, long Number) known) ? known.Node.AsRef() : default;

    /// <summary>Browse or BrowseNext has answered with more to come.</summary>
    public void AddPoint(ReadOnlySpan<byte> point, NodeIdRef node)
    {
        var key = new NodeId(KeyOf(point));
        if (points.Count >= PointsMax && !points.ContainsKey(key))
        {
            points.Remove(points.MinBy(pair => pair.Value.Number).Key);
        }

        points[key] = (new NodeId(node), ++pointsMade);
    }

    /// <summary>A continuation point is used up.</summary>
    public void RemovePoint(ReadOnlySpan<byte> point) => points.GetAlternateLookup<NodeIdRef>().Remove(KeyOf(point));

    private static NodeIdRef KeyOf(ReadOnlySpan<byte> point) => new(OtEdge.OpcUa.Types.NodeIdKind.Opaque, 0, point);
}
