namespace OtEdge.Core.Policy.Compiled;

/// <summary>Ranges in canonical form: sorted, and those of one space (and file) that touch or overlap made one.</summary>
internal static class MergedRanges
{
    /// <summary>Merges ranges of register spaces.</summary>
    public static IReadOnlyList<SpaceRange> Of(IReadOnlyList<SpaceRange> ranges)
    {
        if (ranges.Count < 2)
        {
            return ranges;
        }

        var merged = new List<SpaceRange>(ranges.Count);
        IEnumerable<SpaceRange> sorted = ranges
            .OrderBy(range => range.Space).ThenBy(range => range.File).ThenBy(range => range.Range.First);
        foreach (SpaceRange next in sorted)
        {
            if (merged.Count > 0 && merged[^1] is var last
                && last.Space == next.Space && last.File == next.File && next.Range.First <= last.Range.Last + 1)
            {
                merged[^1] = last with { Range = Joined(last.Range, next.Range) };
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged;
    }

    /// <summary>Merges plain ranges, such as units.</summary>
    public static IReadOnlyList<AddressRange> Of(IReadOnlyList<AddressRange> ranges) =>
        [.. Of([.. ranges.Select(range => new SpaceRange(RegisterSpace.None, range))]).Select(merged => merged.Range)];

    private static AddressRange Joined(AddressRange a, AddressRange b) => new(a.First, Math.Max(a.Last, b.Last));
}
