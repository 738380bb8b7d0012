using OtEdge.Conduits.OpcUa.Judging;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>
/// What requests that name no nodes do to nodes all the same: a new filter of a monitored item can read others, an item that was silenced can
/// be made to speak, and a subscription that is taken over from another client shows what that one was allowed to see.
/// </summary>
internal static class FurtherOperations
{
    /// <summary>Judges them.</summary>
    /// <param name="request">A request that was walked without fault, and is allowed so far.</param>
    /// <param name="known">Its session.</param>
    /// <param name="server">What is known of the server.</param>
    /// <param name="judge">The judge.</param>
    /// <param name="decision">What the rules say of the first that is refused.</param>
    /// <returns>The refusal; null: nothing is refused.</returns>
    public static Verdict? Judge(in ServiceRequest request, KnownSession? known, ServerMemory server, INodeJudge judge, out Decision decision)
    {
        decision = new Decision(DecisionReason.Allowed);
        if (request.Service is not (ServiceType.ModifyMonitoredItems or ServiceType.TransferSubscriptions or ServiceType.SetMonitoringMode))
        {
            return null;
        }

        var items = new RequestItems(request);
        while (items.MoveNext())
        {
            RequestItem item = items.Current;
            Verdict verdict = request.Service switch
            {
                ServiceType.TransferSubscriptions => JudgeTransfer(item.Id, server, judge, out decision),
                ServiceType.SetMonitoringMode => JudgeSpeaking(items.Terms, item.Id, server, judge, out decision),
                _ => JudgeFilter(item, known, judge, out decision),
            };
            if (verdict is Verdict.Refuse)
            {
                return verdict;
            }
        }

        return null;
    }

    // One that another client has made, or that was made before OtEdge saw it, may hold any node.
    private static Verdict JudgeTransfer(uint subscription, ServerMemory server, INodeJudge judge, out Decision decision) =>
        judge.Judge(
            new NodeOperation
            {
                Service = server.IsOwner(subscription, judge.Client) ? OpcUaService.TransferSubscriptions : OpcUaService.CreateMonitoredItems,
            },
            out decision);

    private static Verdict JudgeSpeaking(RequestTerms terms, uint item, ServerMemory server, INodeJudge judge, out Decision decision)
    {
        Verdict verdict = judge.Judge(new NodeOperation { Service = OpcUaService.SetMonitoringMode }, out decision);
        if (terms.MonitoringMode == ItemSwitch.Disabled
            || server.Subscription(terms.SubscriptionId)?.Items.TryGetValue(item, out (NodeId Node, uint Attribute)[]? watched) != true)
        {
            return verdict;
        }

        for (int i = 0; i < watched!.Length && verdict is Verdict.Forward; i++)
        {
            verdict = judge.Judge(
                new NodeOperation { Service = OpcUaService.CreateMonitoredItems, Node = NodeSpans.Of(watched[i].Node.AsRef()), Attribute = watched[i].Attribute },
                out decision);
        }

        return verdict;
    }

    private static Verdict JudgeFilter(in RequestItem item, KnownSession? known, INodeJudge judge, out Decision decision)
    {
        Verdict verdict = judge.Judge(
            new NodeOperation { Service = OpcUaService.ModifyMonitoredItems, IsMalformed = item.IsOpaque }, out decision);
        var named = new FilterNodes(item.Filter);
        while (verdict is Verdict.Forward && named.MoveNext())
        {
            verdict = judge.Judge(
                new NodeOperation
                {
                    Service = OpcUaService.CreateMonitoredItems,
                    Node = NodeSpans.Of(known is null ? named.Node : known.Resolve(named.Node)),
                    Attribute = named.Attribute,
                },
                out decision);
        }

        return verdict;
    }
}
