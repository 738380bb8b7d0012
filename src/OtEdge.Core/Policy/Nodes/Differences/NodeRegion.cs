namespace OtEdge.Core.Policy.Nodes.Differences;

/// <summary>Nodes (or one method on one object) that the rules of two policies treat alike, with one of them.</summary>
/// <param name="Text">The region in words, such as <c>nsu=http://acme.com/;s=Line1.*</c>.</param>
/// <param name="Node">One of its nodes; null: stands for requests without a node.</param>
internal sealed record NodeRegion(string Text, NodeIdentity? Node)
{
    /// <summary>The method, for calls; null: one that no rule names.</summary>
    public NodeIdentity? Method { get; init; }
}
