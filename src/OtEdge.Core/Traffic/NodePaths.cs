using System.Text;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Traffic;

/// <summary>Where nodes are found by browsing, learned from answers that pass; bounded, and the first way seen to a node stays. One
/// thread owns it.</summary>
public sealed class NodePaths
{
    /// <summary>Most nodes whose place is kept.</summary>
    public const int NodesMax = 16_384;

    private const int StepsMax = 16;
    private const int NameBytesMax = 128;
    private const uint Objects = 85;
    private readonly Dictionary<NodeIdentity, (NodeIdentity? Parent, string Name)> places = new()
    {
        [NodeIdentity.Base(Objects)] = (null, "Objects"),
    };

    /// <summary>Takes in a reference from a node to one below it.</summary>
    /// <param name="parent">The node that was browsed.</param>
    /// <param name="child">The node below it.</param>
    /// <param name="name">Browse name of the child, UTF-8.</param>
    /// <param name="namespaces">The server's namespaces.</param>
    public void See(in NodeSpan parent, in NodeSpan child, ReadOnlySpan<byte> name, NamespaceTable namespaces)
    {
        if (places.Count < NodesMax && name.Length is > 0 and <= NameBytesMax
            && NodeIdentity.Of(child, namespaces) is { } below && NodeIdentity.Of(parent, namespaces) is { } above && !below.Equals(above))
        {
            places.TryAdd(below, (above, Encoding.UTF8.GetString(name)));
        }
    }

    /// <summary>The way to a node, such as <c>Objects/Line1/Speed</c>; null when it was not seen.</summary>
    public string? Of(NodeIdentity? node)
    {
        var names = new List<string>();
        for (NodeIdentity? at = node; at is not null && names.Count < StepsMax && places.TryGetValue(at, out (NodeIdentity? Parent, string Name) place); at = place.Parent)
        {
            names.Insert(0, place.Name);
        }

        return names.Count == 0 ? null : string.Join('/', names);
    }
}
