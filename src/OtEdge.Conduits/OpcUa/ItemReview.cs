using OtEdge.Conduits.Relaying;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>
/// Judges the monitored items of a connection's sessions again when other rules hold, another mode, or another user: what was allowed
/// when it was made need not be any more. Registered nodes and continuation points need no review, they are judged whenever they are used.
/// </summary>
/// <param name="conduit">The conduit.</param>
/// <param name="inspector">Judges the connection.</param>
/// <param name="server">What is known of the server.</param>
internal sealed class ItemReview(ConduitContext conduit, RequestInspector inspector, ServerMemory server)
{
    /// <summary>Most items that one request ends, so that every server takes it.</summary>
    public const int ItemsPerRequestMax = 500;

    private const int SessionsMax = 64;
    private readonly List<KnownSession> held = [];

    /// <summary>True when items have to be judged again.</summary>
    public bool IsDue
    {
        get
        {
            foreach (KnownSession session in held)
            {
                if (IsDueFor(session))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>True when a session that was activated on this connection still is.</summary>
    public bool HoldsAny
    {
        get
        {
            foreach (KnownSession session in held)
            {
                if (ReferenceEquals(session.Holder, this))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>True when the last review found what is forbidden and cannot be ended, because it is not known: the connection has to end.</summary>
    public bool FoundUnknown { get; private set; }

    /// <summary>The connection has ended: its sessions may be taken up on another one, or forgotten.</summary>
    public void LetGo()
    {
        foreach (KnownSession session in held.Where(one => ReferenceEquals(one.Holder, this)))
        {
            session.Holder = null;
        }

        held.Clear();
    }

    /// <summary>A session was activated on this connection, which has it from now on.</summary>
    public void Hold(KnownSession session)
    {
        session.Holder = this;
        held.RemoveAll(other => !ReferenceEquals(other.Holder, this));
        if (!held.Contains(session) && held.Count < SessionsMax)
        {
            held.Add(session);
        }
    }

    /// <summary>Judges what is due; call it between requests.</summary>
    /// <returns>What is to be silenced, and what may speak again.</returns>
    public IReadOnlyList<ItemSwitch> Review()
    {
        var switched = new List<ItemSwitch>();
        FoundUnknown = false;
        foreach (KnownSession session in held.Where(IsDueFor))
        {
            inspector.Begin(session);
            session.Reviewed = inspector.Judge.Posture;
            session.ReviewedUser = session.User;
            FoundUnknown |= session.HasUnknownSubscriptions && IsForbidden(default, 0);
            foreach ((uint id, KnownSubscription subscription) in server.SubscriptionsOf(session))
            {
                switched.AddRange(Review(session, id, subscription));
            }
        }

        return switched;
    }

    private IEnumerable<ItemSwitch> Review(KnownSession session, uint id, KnownSubscription subscription)
    {
        if (subscription.IsIncomplete && IsForbidden(default, 0))
        {
            return [new ItemSwitch(session, id, [])];
        }

        var switched = new List<(uint Item, uint Mode)>();
        foreach ((uint item, (NodeId Node, uint Attribute)[] watched) in subscription.Items)
        {
            bool wasSilenced = subscription.IsSilenced(item);
            bool isForbidden = watched.Any(one => IsForbidden(one.Node.AsRef(), one.Attribute, isTold: !wasSilenced));
            if (isForbidden != wasSilenced)
            {
                subscription.Silence(item, isForbidden);
                switched.Add((item, isForbidden ? ItemSwitch.Disabled : subscription.ModeOf(item)));
            }
        }

        return switched.GroupBy(one => one.Mode).SelectMany(group => group.Select(one => one.Item).Chunk(ItemsPerRequestMax)
            .Select(items => new ItemSwitch(session, id, items, group.Key)));
    }

    private bool IsForbidden(NodeIdRef node, uint attribute, bool isTold = true) =>
        inspector.Judge.Review(
            new NodeOperation { Service = OpcUaService.CreateMonitoredItems, Node = NodeSpans.Of(node), Attribute = attribute }, isTold) is Verdict.Refuse;

    private bool IsDueFor(KnownSession session) =>
        ReferenceEquals(session.Holder, this)
        && (!ReferenceEquals(session.Reviewed, conduit.Posture) || !ReferenceEquals(session.ReviewedUser, session.User));
}
