using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>What is known of a subscription: who has made it, in which session it is, and what its items watch.</summary>
/// <param name="owner">The client that has made it.</param>
internal sealed class KnownSubscription(NodeClient owner)
{
    private const int FollowedMax = 65_536;
    private readonly Dictionary<uint, NodeId> nodes = [];
    private readonly Dictionary<uint, uint> handles = [];
    private readonly Dictionary<uint, uint> modes = [];
    private readonly HashSet<uint> silenced = [];

    /// <summary>The client that has made it.</summary>
    public NodeClient Owner => owner;

    /// <summary>The session that gets its notifications; null: none that is known.</summary>
    public KnownSession? Session { get; set; }

    /// <summary>What its monitored items watch, by their ids: the item's own node first, then those of its filter.</summary>
    public Dictionary<uint, (NodeId Node, uint Attribute)[]> Items { get; } = [];

    /// <summary>The node whose value comes under the client's own number of an item; null: none that is known.</summary>
    public NodeId? NodeOf(uint handle) => nodes.GetValueOrDefault(handle);

    /// <summary>True when the values of an item are those of a node.</summary>
    public bool IsFollowed(uint item) => handles.ContainsKey(item);

    /// <summary>The monitoring mode that the client gave an item; default: it is reported.</summary>
    public uint ModeOf(uint item) => modes.GetValueOrDefault(item, ItemSwitch.Reporting);

    /// <summary>The client has given an item a monitoring mode.</summary>
    public void SetMode(uint item, uint mode)
    {
        if (mode == ItemSwitch.Reporting)
        {
            modes.Remove(item);
        }
        else if (Items.ContainsKey(item))
        {
            modes[item] = mode;
        }
    }

    /// <summary>True when OtEdge has silenced an item.</summary>
    public bool IsSilenced(uint item) => silenced.Contains(item);

    /// <summary>OtEdge silences an item, or lets it speak again.</summary>
    public void Silence(uint item, bool isSilent) => _ = isSilent ? silenced.Add(item) : silenced.Remove(item);

    /// <summary>An item has ended.</summary>
    /// <returns>True when it was known.</returns>
    public bool Remove(uint item)
    {
        modes.Remove(item);
        silenced.Remove(item);
        return Items.Remove(item);
    }

    /// <summary>An item comes under a number from now on, and nothing else does.</summary>
    /// <param name="item">Its id.</param>
    /// <param name="handle">The client's number.</param>
    /// <param name="node">The node whose whole value comes; null: something else comes.</param>
    public void Follow(uint item, uint handle, NodeId? node)
    {
        if (handles.Remove(item, out uint before))
        {
            nodes.Remove(before);
        }

        nodes.Remove(handle);
        if (node is not null && nodes.Count < FollowedMax)
        {
            nodes[handle] = node;
            handles[item] = handle;
        }
    }

    /// <summary>True when it has items of which is not known what they watch: only a rule for every node covers those.</summary>
    public bool IsIncomplete { get; set; }
}
