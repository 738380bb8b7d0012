namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>A node that a message names, in a namespace: what <see cref="NodeIdentity"/> is while it is only looked for.</summary>
internal readonly ref struct NodeInUri(string uri, NodeSpan node)
{
    public string Uri { get; } = uri;

    public NodeSpan Node { get; } = node;
}
