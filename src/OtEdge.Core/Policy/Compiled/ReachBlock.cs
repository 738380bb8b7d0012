namespace OtEdge.Core.Policy.Compiled;

/// <summary>The addresses of some rules or pins, when clients, units and functions are settled already.</summary>
internal sealed class ReachBlock
{
    private readonly int[] withoutAddress;
    private readonly int[] everywhere;
    private readonly AddressIndex?[] spaces = new AddressIndex?[(int)RegisterSpace.FileRecord];
    private readonly Dictionary<int, AddressIndex> files = [];

    /// <summary>Indexes the reaches.</summary>
    /// <param name="members">In file order.</param>
    /// <param name="isConditional">Rules that may decline what they reach.</param>
    public ReachBlock(IReadOnlyList<Reach> members, Func<int, bool> isConditional)
    {
        Members = members;
        First = members[0].Index;
        HasConditions = members.Any(member => isConditional(member.Index));
        withoutAddress = UpToUnconditional(members.Where(member => member.ReachesWithoutAddress), isConditional);
        everywhere = UpToUnconditional(members.Where(member => member.Ranges.Count == 0), isConditional);
        var bySpace = members
            .SelectMany(member => member.Ranges.Select(range => (range, member.Index)))
            .GroupBy(pair => (pair.range.Space, pair.range.File));
        foreach (var group in bySpace)
        {
            List<AddressIndex.Entry> entries = [.. group.Select(pair =>
                new AddressIndex.Entry((ushort)pair.range.Range.First, (ushort)pair.range.Range.Last, pair.Index))];
            var index = new AddressIndex(entries, isConditional);
            if (group.Key.Space == RegisterSpace.FileRecord)
            {
                files.Add(group.Key.File, index);
            }
            else
            {
                spaces[(int)group.Key.Space] = index;
            }
        }
    }

    /// <summary>The reaches it was made of, in file order.</summary>
    public IReadOnlyList<Reach> Members { get; }

    /// <summary>The earliest rule or pin in it.</summary>
    public int First { get; }

    /// <summary>True when some rule in it may decline what it reaches.</summary>
    public bool HasConditions { get; }

    /// <summary>The earliest before <paramref name="below"/> that fits the addresses and that the judge accepts; else <paramref name="below"/>.</summary>
    /// <param name="startMax">Its interval starts here or before.</param>
    /// <param name="endMin">Its interval ends here or after.</param>
    /// <param name="below">Only what comes before it is of interest.</param>
    /// <param name="judge">Asked about everything that fits.</param>
    /// <param name="operation">What is judged.</param>
    public int Find<TJudge>(int startMax, int endMin, int below, ref TJudge judge, in Operation operation)
        where TJudge : struct, IJudge, allows ref struct
    {
        if (operation.Space == RegisterSpace.None)
        {
            return FindInList(withoutAddress, below, ref judge, operation);
        }

        if (IndexOf(operation.Space, operation.File) is { } index)
        {
            below = index.Find(startMax, endMin, below, ref judge, operation);
        }

        return everywhere.Length == 0 ? below : FindInList(everywhere, below, ref judge, operation);
    }

    /// <summary>The furthest address that some rule reaches without a gap from <paramref name="address"/>; -1 when none reaches it.</summary>
    public int FurthestEnd(RegisterSpace space, int file, int address) =>
        everywhere.Length > 0 ? ushort.MaxValue : IndexOf(space, file)?.FurthestEnd(address) ?? -1;

    /// <summary>The earliest rule with a range in the space; <see cref="int.MaxValue"/> when there is none.</summary>
    public int FirstIn(RegisterSpace space, int file) => IndexOf(space, file)?.First ?? int.MaxValue;

    private static int FindInList<TJudge>(int[] list, int below, ref TJudge judge, in Operation operation)
        where TJudge : struct, IJudge, allows ref struct
    {
        foreach (int index in list)
        {
            if (index >= below)
            {
                break;
            }

            if (judge.Accepts(index, ushort.MaxValue, operation))
            {
                return index;
            }
        }

        return below;
    }

    private static int[] UpToUnconditional(IEnumerable<Reach> members, Func<int, bool> isConditional)
    {
        var list = new List<int>();
        foreach (Reach member in members)
        {
            list.Add(member.Index);
            if (!isConditional(member.Index))
            {
                break;
            }
        }

        return [.. list];
    }

    private AddressIndex? IndexOf(RegisterSpace space, int file) =>
        space == RegisterSpace.FileRecord ? files.GetValueOrDefault(file)
        : (uint)space < (uint)spaces.Length ? spaces[(int)space]
        : null;
}
