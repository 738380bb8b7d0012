using OtEdge.Conduits.OpcUa.Judging;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>Judges the items of requests that name nodes, with aliases and continuation points resolved to the nodes they stand for.</summary>
internal static class ItemJudging
{
    /// <summary>Judges an item, and the nodes that its filter names.</summary>
    /// <param name="items">Stands at the item.</param>
    /// <param name="request">Its request.</param>
    /// <param name="known">The session that it was sent in; null: none that is known.</param>
    /// <param name="judge">Says yes or no.</param>
    /// <param name="decision">What the rules say.</param>
    public static Verdict Judge(
        in RequestItems items, in ServiceRequest request, KnownSession? known, INodeJudge judge, out Decision decision)
    {
        RequestItem item = items.Current;
        ServiceType service = request.Service;
        NodeIdRef node = service == ServiceType.BrowseNext ? known is null ? default : known.NodeOf(item.ContinuationPoint)
            : !item.HasNode ? default
            : known is null ? item.Node : known.Resolve(item.Node);
        var operation = new NodeOperation
        {
            Service = NodeSpans.ServiceOf(request),
            IsMalformed = item.IsOpaque || items.Terms.IsOpaque,
            Node = NodeSpans.Of(node),
            Method = service == ServiceType.Call ? NodeSpans.Of(known is null ? item.Method : known.Resolve(item.Method)) : NodeSpan.None,
            Attribute = item.Attribute,
            HasIndexRange = service == ServiceType.Write && !item.IndexRange.IsEmpty,
            Value = service == ServiceType.Write ? NodeSpans.Of(item.Value) : default,
        };
        Verdict verdict = judge.Judge(operation, out decision);
        var named = new FilterNodes(item.Filter);
        while (verdict is Verdict.Forward && named.MoveNext())
        {
            var further = new NodeOperation
            {
                Service = NodeSpans.ServiceOf(request),
                Node = NodeSpans.Of(known is null ? named.Node : known.Resolve(named.Node)),
                Attribute = named.Attribute,
            };
            verdict = judge.Judge(further, out decision);
        }

        return verdict;
    }
}
