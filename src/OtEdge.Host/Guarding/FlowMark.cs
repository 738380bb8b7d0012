using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;

namespace OtEdge.Host.Guarding;

/// <summary>What makes a refused operation the same as a flow of the baseline.</summary>
internal readonly record struct FlowMark(string Client, FunctionId Function, byte Unit, (RegisterSpace Space, int File, int Address, int Count) Target)
{
    /// <summary>The mark of a flow.</summary>
    public static FlowMark Of(Flow flow) => new(flow.Client, flow.Function, flow.Unit, (flow.Space, flow.File, flow.Address, flow.Count));

    /// <summary>The mark of what the data plane refused.</summary>
    public static FlowMark Of(in TrafficFinding refused) => new(
        refused.Client?.ToString() ?? "",
        refused.Function,
        refused.Unit,
        (refused.Space, refused.File, refused.Address, refused.Count));
}
