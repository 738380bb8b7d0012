using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Conduits.OpcUa.Judging;

/// <summary>What was said of one item of a poll.</summary>
/// <param name="Deed">Its number and what it is, as it is recorded; nothing where nothing is recorded.</param>
/// <param name="Decision">What the rules say.</param>
internal readonly record struct PollItem((long Number, NodeDeed? Deed) Deed, Decision Decision);
