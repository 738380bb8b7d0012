namespace OtEdge.Core.Policy.Compiled;

/// <summary>The rules or pins that hold for one client, unit and function.</summary>
/// <param name="blocks">Few blocks, each searched in turn.</param>
internal sealed class ReachCell(ReachBlock[] blocks)
{
    private readonly ReachBlock[] blocks = blocks;

    /// <summary>The earliest rule or pin of all.</summary>
    public int First { get; } = blocks.Min(block => block.First);

    /// <summary>The earliest whose range contains all of these addresses and that the judge accepts; else <see cref="int.MaxValue"/>.</summary>
    public int FindContaining<TJudge>(AddressRange range, ref TJudge judge, in Operation operation)
        where TJudge : struct, IJudge, allows ref struct => Find(range.First, range.Last, ref judge, operation);

    /// <summary>The earliest whose range overlaps these addresses and that the judge accepts; else <see cref="int.MaxValue"/>.</summary>
    public int FindOverlapping<TJudge>(AddressRange range, ref TJudge judge, in Operation operation)
        where TJudge : struct, IJudge, allows ref struct => Find(range.Last, range.First, ref judge, operation);

    /// <summary>The furthest address that one rule reaches without a gap from <paramref name="address"/>; -1 when none reaches it.</summary>
    public int FurthestEnd(RegisterSpace space, int file, int address)
    {
        int furthest = -1;
        foreach (ReachBlock block in blocks)
        {
            furthest = Math.Max(furthest, block.FurthestEnd(space, file, address));
        }

        return furthest < address ? -1 : furthest;
    }

    /// <summary>The earliest with a range in the space, for saying which came closest; else the earliest of all.</summary>
    public int Closest(RegisterSpace space, int file)
    {
        int first = int.MaxValue;
        foreach (ReachBlock block in blocks)
        {
            first = Math.Min(first, block.FirstIn(space, file));
        }

        return first == int.MaxValue ? First : first;
    }

    private int Find<TJudge>(int startMax, int endMin, ref TJudge judge, in Operation operation)
        where TJudge : struct, IJudge, allows ref struct
    {
        int found = int.MaxValue;
        foreach (ReachBlock block in blocks)
        {
            found = block.Find(startMax, endMin, found, ref judge, operation);
        }

        return found;
    }
}
