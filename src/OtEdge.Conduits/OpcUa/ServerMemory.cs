using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>What the connections of a conduit know together of their server: sessions and namespaces. Its loop owns it.</summary>
internal sealed class ServerMemory
{
    private const int SessionsMax = 4096;
    private const int SubscriptionsMax = 16_384;
    private const int SubscriptionsPerSessionMax = 1024;
    private const int ItemsMax = 262_144;
    private const int ClientsMax = 4096;

    // Twice the longest message in each of two places, for one client as well as for two at once.
    private const long UnfinishedBytesMax = 128L * 1024 * 1024;

    private readonly Dictionary<NodeId, KnownSession> sessions = new(NodeIdComparer.Instance);
    private readonly Queue<NodeId> oldestFirst = new();
    private readonly Dictionary<uint, KnownSubscription> subscriptions = [];
    private int items;
    private readonly Dictionary<NodeClient, NodeClient> clients = [];

    /// <summary>The server's namespaces, as it last said them.</summary>
    public NamespaceTable Namespaces { get; private set; } = NamespaceTable.Unknown;

    /// <summary>What all connections may keep together of messages that are not finished, on both sides.</summary>
    public AssemblyBudget Unfinished { get; } = new(UnfinishedBytesMax);

    /// <summary>
    /// The object that stands for a client on all its connections: what is kept of it by reference, such as the flows that it makes,
    /// is then kept once and not once per connection.
    /// </summary>
    public NodeClient One(NodeClient client)
    {
        if (clients.TryGetValue(client, out NodeClient? known))
        {
            return known;
        }

        if (clients.Count >= ClientsMax)
        {
            clients.Clear();
        }

        clients.Add(client, client);
        return client;
    }

    /// <summary>The session that a token names; null: none that is known.</summary>
    public KnownSession? Find(NodeIdRef token) =>
        sessions.GetAlternateLookup<NodeIdRef>().TryGetValue(token, out KnownSession? session) ? session : null;

    /// <summary>Keeps a session; the oldest one that is not in use is forgotten when there are too many.</summary>
    public void Add(NodeIdRef token, KnownSession session)
    {
        var key = new NodeId(token);
        session.Token = key;
        if (sessions.TryAdd(key, session))
        {
            oldestFirst.Enqueue(key);
        }
        else
        {
            sessions[key] = session;
        }

        for (int left = oldestFirst.Count; oldestFirst.Count > SessionsMax && left > 0; left--)
        {
            NodeId oldest = oldestFirst.Dequeue();
            bool isInUse = left > 1 && sessions.TryGetValue(oldest, out KnownSession? one)
                && (one.Holder is not null || one.Binding?.Owner is not null);
            if (isInUse)
            {
                oldestFirst.Enqueue(oldest);
            }
            else
            {
                sessions.Remove(oldest);
            }
        }
    }

    /// <summary>A session was closed.</summary>
    public void Remove(NodeIdRef token) => sessions.GetAlternateLookup<NodeIdRef>().Remove(token);

    /// <summary>A client has made a subscription.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="owner">The client.</param>
    /// <param name="session">The session that it was made in; null: none that is known.</param>
    public void AddSubscription(uint id, NodeClient owner, KnownSession? session)
    {
        RemoveSubscription(id);
        if (subscriptions.Count >= SubscriptionsMax || subscriptions.Values.Count(known => ReferenceEquals(known.Session, session)) >= SubscriptionsPerSessionMax)
        {
            // One that is not known can only be ended with the connection, and taken over only where a rule holds for every node.
            session?.HasUnknownSubscriptions = true;
            return;
        }

        subscriptions[id] = new KnownSubscription(owner) { Session = session };
    }

    /// <summary>The subscription with an id; null: none that is known.</summary>
    public KnownSubscription? Subscription(uint id) => subscriptions.GetValueOrDefault(id);

    /// <summary>The subscriptions of a session.</summary>
    public IReadOnlyList<(uint Id, KnownSubscription Subscription)> SubscriptionsOf(KnownSession session) =>
        [.. subscriptions.Where(pair => ReferenceEquals(pair.Value.Session, session)).Select(pair => (pair.Key, pair.Value))];

    /// <summary>A subscription has ended.</summary>
    public void RemoveSubscription(uint id)
    {
        if (subscriptions.Remove(id, out KnownSubscription? subscription))
        {
            items -= subscription.Items.Count;
        }
    }

    /// <summary>A monitored item was made, or watches something else now; one too many is only remembered as unknown.</summary>
    /// <param name="subscription">Id of its subscription.</param>
    /// <param name="item">Its id.</param>
    /// <param name="watched">What it watches.</param>
    public void SetItem(uint subscription, uint item, (NodeId Node, uint Attribute)[] watched)
    {
        if (!subscriptions.TryGetValue(subscription, out KnownSubscription? known))
        {
            return;
        }

        bool isNew = !known.Items.ContainsKey(item);
        if (isNew && items >= ItemsMax)
        {
            known.IsIncomplete = true;
            return;
        }

        items += isNew ? 1 : 0;
        known.Items[item] = watched;
    }

    /// <summary>A monitored item has ended.</summary>
    public void RemoveItem(uint subscription, uint item) =>
        items -= subscriptions.TryGetValue(subscription, out KnownSubscription? known) && known.Remove(item) ? 1 : 0;

    /// <summary>True when a client of the same address, application and user has made the subscription.</summary>
    public bool IsOwner(uint id, NodeClient client) =>
        subscriptions.TryGetValue(id, out KnownSubscription? known) && known.Owner.Client == client.Client && known.Owner.User == client.User;

    /// <summary>The server has said its namespaces; the same ones change nothing.</summary>
    /// <returns>True when they are others than before, or the first.</returns>
    public bool Learn(IReadOnlyList<string> uris)
    {
        var said = new NamespaceTable(uris);
        bool isNew = !said.SaysTheSameAs(Namespaces);
        Namespaces = isNew ? said : Namespaces;
        return isNew;
    }
}
