namespace OtEdge.Core.Policy.Compiled;

/// <summary>
/// Intervals of rules in one space, sorted by their start. Above them lies an implicit binary tree with the furthest end and the
/// earliest rule of every subtree, so that a search skips what cannot match. One structure answers both questions: containment
/// (starts at or before the first address, ends at or after the last) and overlap (the two addresses exchanged).
/// </summary>
internal sealed class AddressIndex
{
    private const int LeafEntries = 8;

    private readonly Entry[] entries;
    private readonly Node[] nodes;
    private readonly int leafBase;

    /// <summary>Builds the index.</summary>
    /// <param name="intervals">One for every merged range of every rule.</param>
    /// <param name="isConditional">Rules that may decline what they contain; the others make intervals inside theirs that come
    /// later in file order pointless, and those are left out.</param>
    public AddressIndex(List<Entry> intervals, Func<int, bool> isConditional)
    {
        entries = WithoutPointless(intervals, isConditional);
        int leaves = (entries.Length + LeafEntries - 1) / LeafEntries;
        leafBase = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(leaves, 1));
        nodes = new Node[leafBase * 2];
        Array.Fill(nodes, new Node(-1, int.MaxValue));
        for (int i = 0; i < entries.Length; i++)
        {
            ref Node leaf = ref nodes[leafBase + (i / LeafEntries)];
            leaf = new Node(Math.Max(leaf.EndMax, entries[i].Last), Math.Min(leaf.IndexMin, entries[i].Index));
        }

        for (int i = leafBase - 1; i > 0; i--)
        {
            Node left = nodes[2 * i], right = nodes[(2 * i) + 1];
            nodes[i] = new Node(Math.Max(left.EndMax, right.EndMax), Math.Min(left.IndexMin, right.IndexMin));
        }
    }

    /// <summary>The intervals that are left.</summary>
    public ReadOnlySpan<Entry> Entries => entries;

    /// <summary>The earliest rule of all.</summary>
    public int First => nodes[1].IndexMin;

    /// <summary>The earliest rule before <paramref name="below"/> that fits and that the judge accepts; else <paramref name="below"/>.</summary>
    /// <param name="startMax">Its interval starts here or before.</param>
    /// <param name="endMin">Its interval ends here or after.</param>
    /// <param name="below">Only rules before this one are of interest.</param>
    /// <param name="judge">Asked about every rule that fits.</param>
    /// <param name="operation">What is judged.</param>
    public int Find<TJudge>(int startMax, int endMin, int below, ref TJudge judge, in Operation operation)
        where TJudge : struct, IJudge, allows ref struct
    {
        int count = CountStartingUpTo(startMax);
        if (count == 0)
        {
            return below;
        }

        int node = leafBase + ((count - 1) / LeafEntries);
        while (true)
        {
            if (nodes[node].EndMax >= endMin && nodes[node].IndexMin < below)
            {
                if (node < leafBase)
                {
                    node = (2 * node) + 1;
                    continue;
                }

                below = FindInLeaf((node - leafBase) * LeafEntries, count, endMin, below, ref judge, operation);
            }

            // The next subtree to the left: up while this is a left child, then over to the sibling.
            node >>= System.Numerics.BitOperations.TrailingZeroCount(node);
            if (node == 1)
            {
                return below;
            }

            node--;
        }
    }

    /// <summary>The furthest end of the intervals that start at or before an address; -1 when there is none.</summary>
    public int FurthestEnd(int startMax)
    {
        int count = CountStartingUpTo(startMax);
        if (count == 0)
        {
            return -1;
        }

        int furthest = -1;
        int node = leafBase + ((count - 1) / LeafEntries);
        for (int i = (node - leafBase) * LeafEntries; i < count; i++)
        {
            furthest = Math.Max(furthest, entries[i].Last);
        }

        while (true)
        {
            node >>= System.Numerics.BitOperations.TrailingZeroCount(node);
            if (node == 1)
            {
                return furthest;
            }

            node--;
            furthest = Math.Max(furthest, nodes[node].EndMax);
        }
    }

    private static Entry[] WithoutPointless(List<Entry> intervals, Func<int, bool> isConditional)
    {
        intervals.Sort(static (a, b) =>
            a.First != b.First ? a.First.CompareTo(b.First)
            : a.Last != b.Last ? b.Last.CompareTo(a.Last)
            : a.Index.CompareTo(b.Index));
        ushort[] ends = [.. intervals.Select(interval => interval.Last).Distinct().Order()];
        int[] earliestByEnd = new int[ends.Length + 1];
        Array.Fill(earliestByEnd, int.MaxValue);
        var kept = new List<Entry>(intervals.Count);
        foreach (Entry interval in intervals)
        {
            // Positions are counted from the furthest end, so that "ends at or after" is a prefix of the Fenwick tree.
            int position = ends.Length - Array.BinarySearch(ends, interval.Last);
            if (EarliestReachingTo(earliestByEnd, position) <= interval.Index)
            {
                continue;
            }

            kept.Add(interval);
            if (!isConditional(interval.Index))
            {
                Note(earliestByEnd, position, interval.Index);
            }
        }

        return [.. kept];
    }

    private static int EarliestReachingTo(int[] fenwick, int position)
    {
        int earliest = int.MaxValue;
        for (int i = position; i > 0; i -= i & -i)
        {
            earliest = Math.Min(earliest, fenwick[i]);
        }

        return earliest;
    }

    private static void Note(int[] fenwick, int position, int index)
    {
        for (int i = position; i < fenwick.Length; i += i & -i)
        {
            fenwick[i] = Math.Min(fenwick[i], index);
        }
    }

    private int FindInLeaf<TJudge>(int start, int count, int endMin, int below, ref TJudge judge, in Operation operation)
        where TJudge : struct, IJudge, allows ref struct
    {
        for (int i = Math.Min(count, start + LeafEntries) - 1; i >= start; i--)
        {
            ref readonly Entry entry = ref entries[i];
            if (entry.Last >= endMin && entry.Index < below && judge.Accepts(entry.Index, entry.Last, operation))
            {
                below = entry.Index;
            }
        }

        return below;
    }

    private int CountStartingUpTo(int address)
    {
        int low = 0, high = entries.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (entries[middle].First <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>One interval of one rule; addresses are inclusive.</summary>
    internal readonly record struct Entry(ushort First, ushort Last, int Index);

    private readonly record struct Node(int EndMax, int IndexMin);
}
