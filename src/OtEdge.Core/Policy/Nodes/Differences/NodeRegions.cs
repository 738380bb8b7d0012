using System.Text;

namespace OtEdge.Core.Policy.Nodes.Differences;

/// <summary>
/// Cuts all nodes into regions: each pattern of either policy without the narrower patterns inside it. Rules cannot tell the nodes of
/// a region apart, so one of them stands for all.
/// </summary>
internal static class NodeRegions
{
    private const uint ServerClock = 2258;
    private const string Nobodys = "urn:otedge:of-no-rule";

    /// <summary>The regions, the widest first; none is empty.</summary>
    public static IReadOnlyList<NodeRegion> Of(IReadOnlyList<NodeTerms> terms)
    {
        NodePattern[] patterns =
        [
            .. terms.SelectMany(term => term.Nodes)
                .Append(NodePattern.Everything)
                .Append(new NodePattern(NamespaceTable.BaseUri))
                .Append(NodePattern.Of(NodeIdentity.Base(ServerClock)))
                .Distinct(),
        ];
        var taken = new HashSet<NodeIdentity>(patterns.Where(pattern => !pattern.IsPrefix).Select(pattern => pattern.Node).OfType<NodeIdentity>());
        var regions = new List<NodeRegion>();
        foreach (NodePattern pattern in patterns.OrderBy(pattern => pattern.Node is null ? pattern.NamespaceUri is null ? 0 : 1 : 2))
        {
            bool isSingle = pattern is { Node: not null, IsPrefix: false };
            NodePattern[] inside = isSingle ? [] : [.. patterns.Where(other => other.IsPrefix && other != pattern && pattern.Covers(other))];
            if (OneOf(pattern, inside, taken) is { } node)
            {
                regions.Add(new NodeRegion(TextOf(pattern), node));
            }
        }

        return regions;
    }

    /// <summary>Every method on an object that either policy names.</summary>
    public static IReadOnlyList<NodeRegion> Methods(IReadOnlyList<NodeTerms> terms) =>
    [
        .. terms.SelectMany(term => term.Methods).Distinct()
            .Select(method => new NodeRegion($"{method.Method} on {method.Object}", method.Object) { Method = method.Method }),
    ];

    /// <summary>A method that no rule names.</summary>
    public static NodeIdentity AnyMethod { get; } = Parsed($"nsu={Nobodys};s=Method");

    private static string TextOf(NodePattern pattern) =>
        pattern == NodePattern.Everything ? "any other node"
        : pattern.NamespaceUri == NamespaceTable.BaseUri && pattern.Node is null ? "namespace 0"
        : pattern.Node is { } node && node.Equals(NodeIdentity.Base(ServerClock)) ? "the server's status (such as i=2258)"
        : $"{pattern}";

    // What the candidates have at their ends is in no policy that anyone writes; enough of them are tried for any that is.
    private static NodeIdentity? OneOf(NodePattern pattern, NodePattern[] inside, HashSet<NodeIdentity> taken)
    {
        if (pattern is { Node: not null, IsPrefix: false })
        {
            return pattern.Node;
        }

        for (int i = 0; i <= inside.Length + taken.Count; i++)
        {
            NodeIdentity candidate = pattern.IsPrefix
                ? Parsed($"{NodeText.Prefix(pattern.NamespaceUri!)}s={Encoding.UTF8.GetString(pattern.Node!.Bytes)}~{i}")
                : Parsed($"nsu={NodeText.Escaped(pattern.NamespaceUri ?? $"{Nobodys}:{i}")};i={uint.MaxValue - (uint)i}");
            if (!taken.Contains(candidate) && !inside.Any(other => other.Matches(candidate)))
            {
                return candidate;
            }
        }

        return null;
    }

    private static NodeIdentity Parsed(string text) =>
        NodeIdentity.TryParse(text, out NodeIdentity node) ? node : throw new InvalidOperationException($"expected a node, not {text}");
}
