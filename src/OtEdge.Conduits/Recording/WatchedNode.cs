using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Conduits.Recording;

/// <summary>A process value that is an OPC UA node, to look for in values that pass.</summary>
/// <param name="Tag">Its name.</param>
/// <param name="Node">The node.</param>
public sealed record WatchedNode(string Tag, NodeIdentity Node);
