using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;

namespace OtEdge.Host.Guarding;

/// <summary>What makes a refused operation the same as a flow of the baseline.</summary>
internal readonly record struct FlowMark(string Client, FunctionId Function, byte Unit, (RegisterSpace Space, int File, int Address, int Count) Target)
{
    /// <summary>What it was done with over OPC UA; null: nothing, as in Modbus.</summary>
    public string? Node { get; init; }

    /// <summary>The mark of a flow.</summary>
    public static FlowMark Of(Flow flow) => new(flow.Client, flow.Function, flow.Unit, (flow.Space, flow.File, flow.Address, flow.Count)) { Node = flow.Node?.Key };

    /// <summary>The mark of what the data plane refused.</summary>
    public static FlowMark Of(in TrafficFinding refused) => new(
        refused.Client?.ToString() ?? "",
        refused.Function,
        refused.Unit,
        (refused.Space, refused.File, refused.Address, refused.Count))
    {
        Node = refused.Deed is null ? null : NodeFact.Of(refused.Deed).Key,
    };
}
