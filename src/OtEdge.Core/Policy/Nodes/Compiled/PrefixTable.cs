namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>
/// Starts of s= identifiers in one namespace, sorted. The longest one that a text starts with is found by one binary search: it is
/// the last that does not sort after the text, or an ancestor of it.
/// </summary>
internal sealed class PrefixTable
{
    private readonly byte[][] prefixes;
    private readonly int[] parents;

    /// <summary>Builds the table.</summary>
    /// <param name="prefixes">Different starts; a start's number is its place in the sorted order.</param>
    public PrefixTable(IEnumerable<byte[]> prefixes)
    {
        this.prefixes = [.. prefixes];
        Array.Sort(this.prefixes, (a, b) => a.AsSpan().SequenceCompareTo(b));
        parents = new int[this.prefixes.Length];
        for (int i = 0; i < parents.Length; i++)
        {
            parents[i] = Climb(i - 1, this.prefixes[i]);
        }
    }

    /// <summary>The starts in sorted order.</summary>
    public IReadOnlyList<byte[]> Prefixes => prefixes;

    /// <summary>The next shorter start that a start itself begins with; -1: none.</summary>
    public int ParentOf(int prefix) => parents[prefix];

    /// <summary>The longest start of a text; -1: none.</summary>
    public int LongestOf(ReadOnlySpan<byte> text)
    {
        int low = 0, high = prefixes.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (text.SequenceCompareTo(prefixes[middle]) < 0)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return Climb(low - 1, text);
    }

    private int Climb(int prefix, ReadOnlySpan<byte> text)
    {
        while (prefix >= 0 && !text.StartsWith(prefixes[prefix]))
        {
            prefix = parents[prefix];
        }

        return prefix;
    }
}
