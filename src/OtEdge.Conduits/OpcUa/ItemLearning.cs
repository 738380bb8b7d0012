using OtEdge.Conduits.OpcUa.Judging;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>Takes out of answers which monitored items and subscriptions there are, and what they watch.</summary>
internal static class ItemLearning
{
    private const uint ValueAttribute = 13;

    /// <summary>True when the items of a service are monitored items or subscriptions that are kept.</summary>
    public static bool Concerns(ServiceType service) => service is ServiceType.CreateMonitoredItems or ServiceType.ModifyMonitoredItems
        or ServiceType.SetMonitoringMode or ServiceType.DeleteMonitoredItems or ServiceType.DeleteSubscriptions or ServiceType.TransferSubscriptions;

    /// <summary>Takes in what the server has done with one of them.</summary>
    /// <param name="call">The request.</param>
    /// <param name="terms">What the request says before its items.</param>
    /// <param name="item">What was asked.</param>
    /// <param name="result">The result, which is good.</param>
    /// <param name="server">What is known of the server.</param>
    public static void Learn(in PendingCall call, RequestTerms terms, RequestItem item, ReadOnlySpan<byte> result, ServerMemory server)
    {
        uint subscription = terms.SubscriptionId;
        switch (call.Service)
        {
            case ServiceType.CreateMonitoredItems when Answers.MonitoredItemOf(result) is not 0 and var id:
                server.SetItem(subscription, id, Watched(call.Session, item.Node, item.Attribute, item));
                server.Subscription(subscription)?.Follow(id, item.ClientHandle, IsWholeValue(item) ? Known(call.Session, item.Node) : null);
                server.Subscription(subscription)?.SetMode(id, item.MonitoringMode);
                ReviewUnlessJudged(call, call.Session);
                break;
            case ServiceType.SetMonitoringMode when !call.IsOwn:
                server.Subscription(subscription)?.SetMode(item.Id, terms.MonitoringMode);
                ReviewUnlessJudged(call, call.Session);
                break;
            case ServiceType.ModifyMonitoredItems when server.Subscription(subscription)?.Items.TryGetValue(item.Id, out (NodeId Node, uint Attribute)[]? known) == true:
                server.SetItem(subscription, item.Id, Watched(call.Session, known[0].Node.AsRef(), known[0].Attribute, item));
                KnownSubscription modified = server.Subscription(subscription)!;
                modified.Follow(item.Id, item.ClientHandle, modified.IsFollowed(item.Id) ? known[0].Node : null);
                ReviewUnlessJudged(call, call.Session);
                break;
            case ServiceType.DeleteMonitoredItems:
                server.RemoveItem(subscription, item.Id);
                break;
            case ServiceType.DeleteSubscriptions:
                server.RemoveSubscription(item.Id);
                break;
            case ServiceType.TransferSubscriptions when server.Subscription(item.Id) is { } transferred:
                transferred.Session = call.Session;
                if (call.Session is { } session)
                {
                    session.Reviewed = null;
                }

                break;
        }
    }

    /// <summary>Takes in the values that a Publish or Republish brings.</summary>
    /// <param name="request">The request.</param>
    /// <param name="response">Its answer.</param>
    /// <param name="server">What is known of the server.</param>
    /// <param name="judge">Takes in values.</param>
    public static void LearnChanges(in ServiceRequest request, in ServiceResponse response, ServerMemory server, INodeJudge judge)
    {
        var changes = new DataChanges(response);
        uint id = changes.SubscriptionId;
        if (request.Service == ServiceType.Republish)
        {
            var reader = new UaReader(request.Body[request.ParametersStart..]);
            id = reader.UInt32();
        }

        if (server.Subscription(id) is not { } subscription)
        {
            return;
        }

        while (changes.MoveNext())
        {
            if (subscription.NodeOf(changes.ClientHandle) is { } node)
            {
                judge.Learn(NodeSpans.Of(node.AsRef()), NodeSpans.Of(changes.Value));
            }
        }
    }

    /// <summary>A session has ended.</summary>
    /// <param name="session">The session; null: none that is known.</param>
    /// <param name="deletes">True: its subscriptions with it; false: they wait for another session.</param>
    /// <param name="server">What is known of the server.</param>
    public static void Close(KnownSession? session, bool deletes, ServerMemory server)
    {
        if (session is null)
        {
            return;
        }

        session.Holder = null;
        foreach ((uint id, KnownSubscription subscription) in server.SubscriptionsOf(session))
        {
            subscription.Session = null;
            if (deletes)
            {
                server.RemoveSubscription(id);
            }
        }
    }

    private static (NodeId Node, uint Attribute)[] Watched(KnownSession? session, NodeIdRef node, uint attribute, RequestItem item)
    {
        var watched = new (NodeId Node, uint Attribute)[1 + item.FilterNodeCount];
        watched[0] = (Known(session, node), attribute);
        var named = new FilterNodes(item.Filter);
        for (int i = 1; i < watched.Length && named.MoveNext(); i++)
        {
            watched[i] = (Known(session, named.Node), named.Attribute);
        }

        return watched;
    }

    private static bool IsWholeValue(RequestItem item) => item.Attribute == ValueAttribute && item.IndexRange.IsEmpty;

    private static NodeId Known(KnownSession? session, NodeIdRef node) => new(session is null ? node : session.Resolve(node));

    // The rules may have changed between the request and its answer.
    private static void ReviewUnlessJudged(in PendingCall call, KnownSession? session)
    {
        if (session is not null && !ReferenceEquals(call.JudgedBy, session.Reviewed))
        {
            session.Reviewed = null;
        }
    }
}
