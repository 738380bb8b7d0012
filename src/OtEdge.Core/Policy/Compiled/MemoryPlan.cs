namespace OtEdge.Core.Policy.Compiled;

/// <summary>What <see cref="JudgingMemory"/> must keep for a rule set: the words that max-steps are measured from, and the rates.</summary>
internal sealed class MemoryPlan
{
    private readonly Watched[] watched;

    /// <summary>Collects what the rules need.</summary>
    public MemoryPlan(IReadOnlyList<Rule> rules)
    {
        RatedRules = [.. rules.Where(rule => rule.Rate is not null).Select(rule => rule.Id)];
        Rule[] stepping = [.. rules.Where(rule => rule.Values.Any(limit => limit.MaxStep is not null))];
        Units = stepping.Aggregate(default(UnitSet), (units, rule) => units.Union(UnitSet.Of(rule.Units)));
        SpaceRange[] values = [.. stepping
            .SelectMany(rule => rule.Values)
            .Where(limit => limit.MaxStep is not null)
            .Select(limit => new SpaceRange(limit.Space, new AddressRange(limit.Address, limit.Address + limit.Layout.Width - 1)))];
        var slots = new List<Watched>();
        foreach (SpaceRange range in MergedRanges.Of(values))
        {
            slots.Add(new Watched(range.Space, range.Range, SlotCount));
            SlotCount += range.Range.Last - range.Range.First + 1;
        }

        watched = [.. slots];
    }

    /// <summary>Ids of the rules with a rate; the place of an id is the number of its rate.</summary>
    public IReadOnlyList<string> RatedRules { get; }

    /// <summary>Units with values to keep.</summary>
    public UnitSet Units { get; }

    /// <summary>Number of words to keep for each unit.</summary>
    public int SlotCount { get; }

    /// <summary>The runs of addresses to keep, sorted; none touch in one space.</summary>
    public ReadOnlySpan<Watched> Runs => watched;

    /// <summary>The runs from the first one that ends at or after an address.</summary>
    public ReadOnlySpan<Watched> RunsFrom(RegisterSpace space, int address)
    {
        int low = 0, high = watched.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            Watched run = watched[middle];
            if (run.Space < space || (run.Space == space && run.Range.Last < address))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return watched.AsSpan(low);
    }

    /// <summary>The slot of a word; -1 when it is not kept.</summary>
    public int SlotOf(RegisterSpace space, int address) =>
        RunsFrom(space, address) is [var run, ..] && run.Space == space && run.Range.First <= address
            ? run.FirstSlot + address - run.Range.First
            : -1;

    /// <summary>A run of addresses whose words lie in consecutive slots.</summary>
    internal readonly record struct Watched(RegisterSpace Space, AddressRange Range, int FirstSlot);
}
