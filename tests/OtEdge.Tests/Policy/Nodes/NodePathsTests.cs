using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;
using Xunit;

namespace OtEdge.Tests.Policy.Nodes;

public sealed class NodePathsTests
{
    private static readonly NamespaceTable Namespaces = new([NamespaceTable.BaseUri, "urn:a"]);

    [Fact]
    public void A_node_is_found_by_the_first_way_that_was_seen()
    {
        var paths = new NodePaths();
        paths.See(NodeSpan.Numeric(0, 85), NodeSpan.Numeric(1, 1), "Line1"u8, Namespaces);
        paths.See(NodeSpan.Numeric(1, 1), NodeSpan.Numeric(1, 2), "Speed"u8, Namespaces);
        paths.See(NodeSpan.Numeric(1, 9), NodeSpan.Numeric(1, 2), "Elsewhere"u8, Namespaces);

        Assert.Equal("Objects/Line1/Speed", paths.Of(Node(2)));
        Assert.Null(paths.Of(Node(3)));
        Assert.Null(paths.Of(null));
    }

    [Fact]
    public void Nodes_that_lie_under_each_other_and_too_many_of_them_do_no_harm()
    {
        var paths = new NodePaths();
        paths.See(NodeSpan.Numeric(1, 1), NodeSpan.Numeric(1, 2), "a"u8, Namespaces);
        paths.See(NodeSpan.Numeric(1, 2), NodeSpan.Numeric(1, 1), "b"u8, Namespaces);
        for (uint i = 10; i < NodePaths.NodesMax + 100; i++)
        {
            paths.See(NodeSpan.Numeric(1, 2), NodeSpan.Numeric(1, i), "n"u8, Namespaces);
        }

        Assert.StartsWith("b/a/b/a", paths.Of(Node(2)), StringComparison.Ordinal);
        Assert.Null(paths.Of(Node(NodePaths.NodesMax + 99)));
    }

    private static NodeIdentity Node(uint number) => NodeIdentity.TryParse($"nsu=urn:a;i={number}", out NodeIdentity node) ? node : throw new InvalidOperationException();
}
