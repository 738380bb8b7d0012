using OtEdge.Console.Api;
using OtEdge.Core.Policy.Nodes.Suggesting;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;

namespace OtEdge.Host.Replaying;

/// <summary>Suggests the policy of an OPC UA conduit from recorded flows.</summary>
internal static class NodeSuggestions
{
    private const int FlowsMax = 100_000;

    /// <summary>The suggestion.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="store">The record.</param>
    /// <param name="from">Flows not seen since then are passed over.</param>
    /// <param name="gateway">Name of the gateway, for the first line.</param>
    /// <param name="writesMin">How often a write must have been seen to be allowed.</param>
    public static SuggestionView Of(Conduit conduit, IFlowStore store, DateTimeOffset from, string gateway, int writesMin)
    {
        IReadOnlyList<Flow> flows = store.Flows(new FlowQuery { Conduit = conduit.Name, Since = from, CountMax = FlowsMax });
        string source = $"what {gateway} recorded since {from:yyyy-MM-dd HH:mm} UTC";
        return Of(conduit.Name, conduit.Policy ?? conduit.Name, source, flows, writesMin) with
        {
            Notes = flows.Count == 0 ? [$"nothing was recorded since {from:yyyy-MM-dd HH:mm} UTC."] : [],
        };
    }

    /// <summary>The suggestion from flows.</summary>
    /// <param name="conduit">Name of the conduit.</param>
    /// <param name="policy">Name of the policy.</param>
    /// <param name="source">Where they were seen, in words.</param>
    /// <param name="flows">What was seen.</param>
    /// <param name="writesMin">How often a write must have been seen to be allowed.</param>
    public static SuggestionView Of(string conduit, string policy, string source, IReadOnlyList<Flow> flows, int writesMin)
    {
        (string text, int rules, IReadOnlyList<Flow> leftOut) = NodeSuggester.Suggest(policy, source, flows, writesMin);
        return new SuggestionView(conduit, policy, text, flows.Sum(flow => flow.Times), [])
        {
            Rules = rules,
            FlowsLeftOut = leftOut.Count,
            OperationsLeftOut = leftOut.Sum(flow => flow.Times),
        };
    }
}
