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
    public ReachBlock(IReadOnlyCollection<Reach> members, Func<int, bool> isConditional)
        : this(
            members.First().Index,
            members.Where(member => member.ReachesWithoutAddress).Select(member => member.Index),
            members.Where(member => member.Ranges.Count == 0).Select(member => member.Index),
            members.SelectMany(member => member.Ranges.Select(range => (range.Space, range.File, EntryOf(range.Range, member.Index)))),
            isConditional)
    {
    }

    /// <summary>Makes one block of several.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="isConditional">Rules that may decline what they reach.</param>
    public ReachBlock(IReadOnlyCollection<ReachBlock> blocks, Func<int, bool> isConditional)
        : this(
            blocks.Min(block => block.First),
            blocks.SelectMany(block => block.withoutAddress).Distinct().Order(),
            blocks.SelectMany(block => block.everywhere).Distinct().Order(),
            blocks.SelectMany(block => block.Entries()),
            isConditional)
    {
    }

    private ReachBlock(
        int first,
        IEnumerable<int> withoutAddress,
        IEnumerable<int> everywhere,
        IEnumerable<(RegisterSpace Space, int File, AddressIndex.Entry Entry)> entries,
        Func<int, bool> isConditional)
    {
        First = first;
        this.withoutAddress = UpToUnconditional(withoutAddress, isConditional);
        this.everywhere = UpToUnconditional(everywhere, isConditional);
        foreach (var group in entries.GroupBy(entry => (entry.Space, entry.File), entry => entry.Entry))
        {
            var index = new AddressIndex([.. group], isConditional);
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

    /// <summary>The earliest rule or pin in it.</summary>
    public int First { get; }

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

    private static AddressIndex.Entry EntryOf(AddressRange range, int index) =>
        new((ushort)range.First, (ushort)range.Last, index);

    private static int[] UpToUnconditional(IEnumerable<int> members, Func<int, bool> isConditional)
    {
        var list = new List<int>();
        foreach (int member in members)
        {
            list.Add(member);
            if (!isConditional(member))
            {
                break;
            }
        }

        return [.. list];
    }

    private IEnumerable<(RegisterSpace Space, int File, AddressIndex.Entry Entry)> Entries()
    {
        for (int space = 0; space < spaces.Length; space++)
        {
            foreach (AddressIndex.Entry entry in spaces[space]?.Entries.ToArray() ?? [])
            {
                yield return ((RegisterSpace)space, 0, entry);
            }
        }

        foreach ((int file, AddressIndex index) in files)
        {
            foreach (AddressIndex.Entry entry in index.Entries.ToArray())
            {
                yield return (RegisterSpace.FileRecord, file, entry);
            }
        }
    }

    private AddressIndex? IndexOf(RegisterSpace space, int file) =>
        space == RegisterSpace.FileRecord ? files.GetValueOrDefault(file)
        : (uint)space < (uint)spaces.Length ? spaces[(int)space]
        : null;
}
