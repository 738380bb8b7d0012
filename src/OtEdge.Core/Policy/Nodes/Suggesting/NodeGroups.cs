namespace OtEdge.Core.Policy.Nodes.Suggesting;

/// <summary>
/// Puts nodes together as a person would: those whose texts begin with one word (up to a dot, slash or bracket) become that word with a
/// star when they are many; numbers stay single until they are very many of one namespace.
/// </summary>
internal static class NodeGroups
{
    /// <summary>Nodes under one word from which on they are written as one.</summary>
    public const int WordNodesMin = 4;

    /// <summary>Nodes of one namespace without words from which on the whole namespace is written.</summary>
    public const int NamespaceNodesMin = 100;

    private static readonly char[] Ends = ['.', '/', '['];

    /// <summary>The patterns that name the nodes, each with how many of them it names; in order of their texts.</summary>
    public static IReadOnlyList<(string Pattern, int Nodes)> Of(IEnumerable<string> nodes)
    {
        var patterns = new List<(string Pattern, int Nodes)>();
        foreach (IGrouping<string, string> word in nodes.Distinct().GroupBy(WordOf))
        {
            int count = word.Count();
            if (word.Key.Length > 0 && count >= (word.Key.EndsWith(";*", StringComparison.Ordinal) ? NamespaceNodesMin : WordNodesMin))
            {
                patterns.Add((word.Key, count));
            }
            else
            {
                patterns.AddRange(word.Select(node => (node, 1)));
            }
        }

        return [.. patterns.OrderBy(pattern => pattern.Pattern, StringComparer.Ordinal)];
    }

    // The pattern that a node would be a part of; empty: none, as for the OPC UA namespace.
    private static string WordOf(string node)
    {
        int text = node.IndexOf(";s=", StringComparison.Ordinal);
        if (text < 0)
        {
            int end = node.IndexOf(';', StringComparison.Ordinal);
            return end < 0 ? "" : $"{node[..end]};*";
        }

        int word = node.IndexOfAny(Ends, text + ";s=".Length);
        return word > text + ";s=".Length && word < node.Length - 1 && !node.Contains('*', StringComparison.Ordinal) ? $"{node[..(word + 1)]}*" : "";
    }
}
