using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic.Regimes;

namespace OtEdge.Conduits.OpcUa.Reading;

/// <summary>What a server says of a node that OtEdge has read itself.</summary>
/// <param name="Node">The node.</param>
/// <param name="Reading">The value; null: the server does not tell it.</param>
/// <param name="Refusal">Why not, as the end of a sentence that begins with the tag; null: it does.</param>
public sealed record NodeReading(NodeIdentity Node, TagReading? Reading, string? Refusal = null);
