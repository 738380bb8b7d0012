using System.Runtime.InteropServices;

namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>
/// All rules or pins of a policy by the nodes that they reach. A node is looked up once: its own cell, else that of the longest start
/// of its text, else that of its namespace, else that of every node; wider cells are the ancestors of a cell.
/// </summary>
internal sealed class NodeMap
{
    /// <summary>The number of a namespace that no rule names.</summary>
    public const int UnknownNamespace = -1;

    private readonly Dictionary<string, int> namespaces = new(StringComparer.Ordinal) { [NamespaceTable.BaseUri] = 0 };
    private readonly NodeCell everything = new(null);
    private readonly NodeCell[] byNamespace;
    private readonly PrefixTable[] prefixes;
    private readonly NodeCell[][] byPrefix;
    private readonly NodeTable nodes;
    private readonly NodeCell?[] byNode;
    private readonly Dictionary<ulong, List<int>> byMethod = [];

    /// <summary>Compiles the reaches.</summary>
    /// <param name="reaches">In file order.</param>
    public NodeMap(IReadOnlyList<NodeReach> reaches)
    {
        NodePattern[] patterns = [.. reaches.SelectMany(reach => reach.Terms.Nodes).Distinct()];
        NodeIdentity[] singles =
        [
            .. patterns.Where(pattern => pattern is { Node: not null, IsPrefix: false }).Select(pattern => pattern.Node!)
                .Concat(reaches.SelectMany(reach => reach.Methods).SelectMany(method => new[] { method.Object, method.Method })).Distinct(),
        ];
        foreach (string uri in patterns.Select(pattern => pattern.NamespaceUri).OfType<string>().Concat(singles.Select(node => node.NamespaceUri)))
        {
            namespaces.TryAdd(uri, namespaces.Count);
        }

        byNamespace = [.. Enumerable.Range(0, namespaces.Count).Select(_ => everything)];
        foreach (NodePattern pattern in patterns.Where(pattern => pattern is { NamespaceUri: not null, Node: null }))
        {
            byNamespace[namespaces[pattern.NamespaceUri!]] = new NodeCell(everything);
        }

        ILookup<int, byte[]> starts = patterns.Where(pattern => pattern.IsPrefix)
            .ToLookup(pattern => namespaces[pattern.NamespaceUri!], pattern => pattern.Node!.Bytes.ToArray());
        prefixes = [.. byNamespace.Select((_, number) => new PrefixTable(starts[number]))];
        byPrefix = [.. prefixes.Select(CellsOf)];
        nodes = new NodeTable([.. singles.Select(node => (namespaces[node.NamespaceUri], node))]);
        byNode = new NodeCell?[singles.Length];
        foreach (NodeReach reach in reaches)
        {
            Place(reach);
        }
    }

    /// <summary>The cell of every node, which also holds for no node.</summary>
    public NodeCell Everything => everything;

    /// <summary>For each index of a server's namespaces the number that they have here, or <see cref="UnknownNamespace"/>.</summary>
    public int[] NumbersOf(NamespaceTable table) =>
        [.. table.Uris.Select(uri => namespaces.GetValueOrDefault(uri, UnknownNamespace))];

    /// <summary>The narrowest cell of a node.</summary>
    /// <param name="numbers">What <see cref="NumbersOf"/> gave for its server.</param>
    /// <param name="node">The node.</param>
    public NodeCell CellOf(int[] numbers, in NodeSpan node)
    {
        int number = NumberOf(numbers, node);
        if (number < 0)
        {
            return everything;
        }

        int single = nodes.Find(number, node);
        return single >= 0 && byNode[single] is { } cell ? cell : WiderCellOf(number, node.Kind, node.Bytes);
    }

    /// <summary>The narrowest cell that reaches all of a pattern; an empty one of its own is not made for it.</summary>
    public NodeCell CellOf(NodePattern pattern)
    {
        if (pattern.NamespaceUri is null || !namespaces.TryGetValue(pattern.NamespaceUri, out int number))
        {
            return everything;
        }

        if (pattern.Node is not { } node)
        {
            return byNamespace[number];
        }

        // A start is covered by starts that it begins with, never by a single node.
        int single = pattern.IsPrefix ? -1 : nodes.Find(number, node.At(number));
        return single >= 0 && byNode[single] is { } cell ? cell : WiderCellOf(number, node.Kind, node.Bytes);
    }

    /// <summary>Rules that name a method on an object, ascending.</summary>
    public ReadOnlySpan<int> RulesFor(int[] numbers, scoped in NodeSpan target, scoped in NodeSpan method)
    {
        if (byMethod.Count == 0 || NumberOf(numbers, target) is not (>= 0 and var at) || NumberOf(numbers, method) is not (>= 0 and var by))
        {
            return [];
        }

        int objectNumber = nodes.Find(at, target), methodNumber = nodes.Find(by, method);
        return objectNumber >= 0 && methodNumber >= 0 && byMethod.TryGetValue(PairOf(objectNumber, methodNumber), out List<int>? rules)
            ? CollectionsMarshal.AsSpan(rules)
            : [];
    }

    private static int NumberOf(int[] numbers, in NodeSpan node) =>
        !node.IsNone && (uint)node.NamespaceIndex < (uint)numbers.Length ? numbers[node.NamespaceIndex] : UnknownNamespace;

    private static ulong PairOf(int target, int method) => ((ulong)(uint)target << 32) | (uint)method;

    private int NumberOf(NodeIdentity node) => nodes.Find(namespaces[node.NamespaceUri], node.At(0));

    private NodeCell WiderCellOf(int number, NodeIdKind kind, ReadOnlySpan<byte> bytes)
    {
        int prefix = kind == NodeIdKind.String ? prefixes[number].LongestOf(bytes) : -1;
        return prefix >= 0 ? byPrefix[number][prefix] : byNamespace[number];
    }

    private NodeCell[] CellsOf(PrefixTable table, int number)
    {
        var cells = new NodeCell[table.Prefixes.Count];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = new NodeCell(table.ParentOf(i) is >= 0 and var parent ? cells[parent] : byNamespace[number]);
        }

        return cells;
    }

    private void Place(NodeReach reach)
    {
        foreach (OperationClass operationClass in reach.EachClass())
        {
            foreach (NodePattern pattern in reach.PatternsFor(operationClass))
            {
                OwnCellOf(pattern).Add(operationClass, reach.Index);
            }
        }

        foreach (NodeMethod method in reach.Methods)
        {
            ulong pair = PairOf(NumberOf(method.Object), NumberOf(method.Method));
            List<int> rules = byMethod.TryGetValue(pair, out List<int>? there) ? there : byMethod[pair] = [];
            if (rules.Count == 0 || rules[^1] != reach.Index)
            {
                rules.Add(reach.Index);
            }
        }
    }

    private NodeCell OwnCellOf(NodePattern pattern)
    {
        if (pattern.NamespaceUri is null)
        {
            return everything;
        }

        int number = namespaces[pattern.NamespaceUri];
        if (pattern.Node is not { } node)
        {
            return byNamespace[number];
        }

        if (pattern.IsPrefix)
        {
            return byPrefix[number][prefixes[number].LongestOf(node.Bytes)];
        }

        int single = NumberOf(node);
        return byNode[single] ??= new NodeCell(WiderCellOf(number, node.Kind, node.Bytes));
    }
}
