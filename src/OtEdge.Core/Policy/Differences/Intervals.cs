namespace OtEdge.Core.Policy.Differences;

/// <summary>Sets of addresses as sorted ranges.</summary>
internal static class Intervals
{
    /// <summary>Merges what overlaps or touches.</summary>
    public static List<AddressRange> Union(IEnumerable<AddressRange> ranges) => Merged(ranges, overlapMin: 0);

    /// <summary>
    /// Drops ranges inside others and merges neighbours that overlap so far that no operation could tell: one of
    /// <paramref name="countMax"/> addresses that lies in both together lies in one of them.
    /// </summary>
    public static List<AddressRange> MergedFor(int countMax, IEnumerable<AddressRange> ranges) => Merged(ranges, Math.Max(0, countMax - 1));

    /// <summary>What is left of a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="without">Sorted, and not overlapping.</param>
    public static IEnumerable<AddressRange> Minus(AddressRange range, IEnumerable<AddressRange> without)
    {
        int first = range.First;
        foreach (AddressRange gone in without)
        {
            if (gone.Last < first)
            {
                continue;
            }

            if (gone.First > range.Last)
            {
                break;
            }

            if (gone.First > first)
            {
                yield return new AddressRange(first, gone.First - 1);
            }

            first = gone.Last + 1;
        }

        if (first <= range.Last)
        {
            yield return new AddressRange(first, range.Last);
        }
    }

    /// <summary>True when both have an address in common.</summary>
    public static bool Overlap(AddressRange a, AddressRange b) => a.First <= b.Last && b.First <= a.Last;

    /// <summary>True when they have an address in common or stand side by side.</summary>
    public static bool Touch(AddressRange a, AddressRange b) => a.First <= b.Last + 1 && b.First <= a.Last + 1;

    private static List<AddressRange> Merged(IEnumerable<AddressRange> ranges, int overlapMin)
    {
        var merged = new List<AddressRange>();
        foreach (AddressRange range in ranges.OrderBy(range => range.First).ThenByDescending(range => range.Last))
        {
            if (merged.Count > 0 && range.Last <= merged[^1].Last)
            {
                continue;
            }

            if (merged.Count > 0 && merged[^1].Last - range.First + 1 >= overlapMin)
            {
                merged[^1] = new AddressRange(merged[^1].First, range.Last);
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }
}
