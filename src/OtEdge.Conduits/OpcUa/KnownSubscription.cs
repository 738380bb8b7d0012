using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>What is known of a subscription: who has made it, in which session it is, and what its items watch.</summary>
/// <param name="owner">The client that has made it.</param>
internal sealed class KnownSubscription(NodeClient owner)
{
    /// <summary>The client that has made it.</summary>
    public NodeClient Owner => owner;

    /// <summary>The session that gets its notifications; null: none that is known.</summary>
    public KnownSession? Session { get; set; }

    /// <summary>What its monitored items watch, by their ids: the item's own node first, then those of its filter.</summary>
    public Dictionary<uint, (NodeId Node, uint Attribute)[]> Items { get; } = [];

    /// <summary>True when it has items of which is not known what they watch: only a rule for every node covers those.</summary>
    public bool IsIncomplete { get; set; }
}
