using OtEdge.Core.Policy.Compiled;

namespace OtEdge.Core.Policy.Differences;

/// <summary>A rule, or what a pin reaches, in canonical form: groups of units and functions, merged ranges, raw bounds.</summary>
internal sealed class Figure
{
    private readonly bool reachesUnaddressed;

    /// <summary>Makes the figure.</summary>
    /// <param name="reach">What it reaches.</param>
    /// <param name="units">The groups of units.</param>
    /// <param name="functions">The groups of functions.</param>
    /// <param name="rule">The rule; null for a pin.</param>
    public Figure(Reach reach, UnitGroups units, FunctionGroups functions, Rule? rule)
    {
        Index = reach.Index;
        Units = units.Of(reach.Units);
        Functions = functions.Of(reach.Functions);
        Ranges = reach.Ranges;
        ReachesWithoutAddress = reach.ReachesWithoutAddress;
        reachesUnaddressed = ReachesWithoutAddress && Functions.Any(group => functions[group][0].Space == RegisterSpace.None);
        Rate = rule?.Rate;
        Bounds = [.. (rule?.Values ?? []).Select(ValueBound.Of).OrderBy(bound => bound.Limit.Space).ThenBy(bound => bound.Addresses.First)];
        var text = new System.Text.StringBuilder();
        text.AppendJoin(',', Units).Append('|').AppendJoin(',', Functions).Append('|').AppendJoin(',', Ranges)
            .Append('|').Append(ReachesWithoutAddress).Append('|').AppendJoin(',', Bounds.Select(bound => bound.ToString()).Distinct())
            .Append('|').Append(Rate?.Count).Append('/').Append(Rate?.Window.Ticks);
        Key = text.ToString();
    }

    /// <summary>Index of the rule or pin in its policy.</summary>
    public int Index { get; }

    /// <summary>The client list that it holds for.</summary>
    public int List { get; init; }

    /// <summary>Groups of units.</summary>
    public int[] Units { get; }

    /// <summary>Groups of functions.</summary>
    public int[] Functions { get; }

    /// <summary>Merged ranges; empty: every address.</summary>
    public IReadOnlyList<SpaceRange> Ranges { get; }

    /// <summary>True when functions without addresses are reached whatever the ranges say.</summary>
    public bool ReachesWithoutAddress { get; }

    /// <summary>What it asks of written values, sorted by address.</summary>
    public IReadOnlyList<ValueBound> Bounds { get; }

    /// <summary>How often one client may use it; null: no limit.</summary>
    public RateLimit? Rate { get; }

    /// <summary>Equal for figures that reach and ask the same.</summary>
    public string Key { get; }

    /// <summary>The ranges in a space.</summary>
    public IEnumerable<AddressRange> RangesIn(RegisterSpace space, int file) =>
        Ranges.Count == 0
            ? [new AddressRange(0, ushort.MaxValue)]
            : Ranges.Where(range => range.Space == space && range.File == file).Select(range => range.Range);

    /// <summary>False when no operation can have to do with both.</summary>
    public bool MayMeet(Figure other) =>
        (reachesUnaddressed && Units.AsSpan().ContainsAny(other.Units) && Functions.AsSpan().ContainsAny(other.Functions))
        || MayMeetOnAddresses(other);

    /// <summary>False when no operation on addresses can have to do with both.</summary>
    public bool MayMeetOnAddresses(Figure other) =>
        (Ranges.Count == 0 || other.Ranges.Count == 0 || RangesMeet(other))
        && Units.AsSpan().ContainsAny(other.Units)
        && Functions.AsSpan().ContainsAny(other.Functions);

    /// <summary>True when it is about a group of functions on a group of units.</summary>
    public bool IsAbout(int unit, int function) =>
        Units.AsSpan().BinarySearch(unit) >= 0 && Functions.AsSpan().BinarySearch(function) >= 0;

    /// <summary>True when the other surely reaches whatever this one allows.</summary>
    public bool IsWithin(Figure other) =>
        Units.All(other.Units.Contains)
        && Functions.All(other.Functions.Contains)
        && (other.Ranges.Count == 0 || (Ranges.Count > 0 && Ranges.All(range => other.Ranges.Any(wide =>
            wide.Space == range.Space && wide.File == range.File && wide.Range.Contains(range.Range)))))
        && other.Bounds.All(bound => Bounds.Any(mine => mine.Implies(bound)));

    private bool RangesMeet(Figure other)
    {
        foreach (SpaceRange range in Ranges)
        {
            foreach (SpaceRange there in other.Ranges)
            {
                if (there.Space == range.Space && there.File == range.File && Intervals.Touch(range.Range, there.Range))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
