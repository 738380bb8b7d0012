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
        string policy = conduit.Policy ?? conduit.Name;
        (string text, int rules, IReadOnlyList<Flow> leftOut) =
            NodeSuggester.Suggest(policy, $"what {gateway} recorded since {from:yyyy-MM-dd HH:mm} UTC", flows, writesMin);
        string[] notes = flows.Count == 0 ? [$"nothing was recorded since {from:yyyy-MM-dd HH:mm} UTC."] : [];
        return new SuggestionView(conduit.Name, policy, text, flows.Sum(flow => flow.Times), notes)
        {
            Rules = rules,
            FlowsLeftOut = leftOut.Count,
            OperationsLeftOut = leftOut.Sum(flow => flow.Times),
        };
    }
}
