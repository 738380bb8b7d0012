namespace OtEdge.Core.Policy.Nodes;

/// <summary>
/// Nodes that a rule names: one node; with <c>*</c> at the end those whose s= identifier starts alike; <c>nsu=URI;*</c> a whole
/// namespace; <c>*</c> every node.
/// </summary>
/// <param name="NamespaceUri">URI of the namespace; null: every node of every namespace.</param>
/// <param name="Node">The node, or the start of its s= identifier; null: the whole namespace.</param>
/// <param name="IsPrefix">True: <paramref name="Node"/> is a start.</param>
public sealed record NodePattern(string? NamespaceUri, NodeIdentity? Node = null, bool IsPrefix = false)
{
    /// <summary>Every node.</summary>
    public static NodePattern Everything { get; } = new(NamespaceUri: null);

    /// <summary>One node.</summary>
    public static NodePattern Of(NodeIdentity node) => new(node.NamespaceUri, node);

    /// <summary>Reads the text form.</summary>
    public static bool TryParse(string text, out NodePattern pattern)
    {
        pattern = Everything;
        if (text == "*")
        {
            return true;
        }

        if (text.StartsWith("nsu=", StringComparison.Ordinal) && text.EndsWith(";*", StringComparison.Ordinal)
            && text.IndexOf(';', StringComparison.Ordinal) == text.Length - 2)
        {
            bool isNamespace = NodeIdentity.TryParse(text[..^1] + "i=0", out NodeIdentity any);
            pattern = new NodePattern(any.NamespaceUri);
            return isNamespace;
        }

        // A letter that is taken off again lets the empty start (`s=*`) be read like the others.
        bool isPrefix = text.EndsWith('*');
        if (!NodeIdentity.TryParse(isPrefix ? text[..^1] + "-" : text, out NodeIdentity node) || (isPrefix && node.Kind != NodeIdKind.String))
        {
            return false;
        }

        pattern = new NodePattern(node.NamespaceUri, isPrefix ? node.WithoutLastByte() : node, isPrefix);
        return true;
    }

    /// <summary>True when it names a node.</summary>
    public bool Matches(NodeIdentity node) =>
        NamespaceUri is null
        || (NamespaceUri == node.NamespaceUri
            && (Node is null || (IsPrefix ? node.Kind == NodeIdKind.String && node.Bytes.StartsWith(Node.Bytes) : node.Equals(Node))));

    /// <summary>True when it names every node that another pattern names.</summary>
    public bool Covers(NodePattern other) =>
        NamespaceUri is null
        || (NamespaceUri == other.NamespaceUri
            && (Node is null || (other.Node is not null && (!other.IsPrefix || IsPrefix) && Matches(other.Node))));

    /// <summary>True when some node is named by both.</summary>
    public bool Meets(NodePattern other) => Covers(other) || other.Covers(this);

    /// <summary>The text form; equal for equal patterns.</summary>
    public override string ToString() =>
        NamespaceUri is null ? "*"
        : Node is null ? $"nsu={NodeText.Escaped(NamespaceUri)};*"
        : IsPrefix ? $"{Node}*"
        : $"{Node}";
}
