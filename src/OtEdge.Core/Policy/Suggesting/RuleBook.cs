namespace OtEdge.Core.Policy.Suggesting;

/// <summary>Sorts flows into few rules, each of one client and one purpose.</summary>
/// <param name="options">What else is known.</param>
internal sealed class RuleBook(SuggestionOptions options)
{
    /// <summary>Function 23 reads and writes (Modbus application protocol V1.1b3 cl. 6.17).</summary>
    private const byte ReadWriteFunction = 23;

    /// <summary>The rules of one client: what it reads, what it writes, what else it does.</summary>
    /// <param name="client">The client in the words of `clients:`.</param>
    /// <param name="flows">Its flows that shall be allowed.</param>
    public IEnumerable<SuggestedRule> RulesOf(string client, IReadOnlyList<ObservedFlow> flows)
    {
        IEnumerable<SuggestedRule> rules = flows
            .GroupBy(flow => (flow.Class, flow.Unit))
            .OrderBy(group => group.Key.Class).ThenBy(group => group.Key.Unit)
            .SelectMany(group => group.Key.Class switch
            {
                OperationClass.Read => Reads(client, [.. group]),
                OperationClass.Write => Writes(client, [.. group]),
                _ => [Other(client, [.. group])],
            });
        return rules.GroupBy(rule => rule.Shape).Select(Merged);
    }

    // Function 23 named in a rule allows its write as well, so what it reads is allowed by class.
    private IEnumerable<SuggestedRule> Reads(string client, IReadOnlyList<ObservedFlow> flows)
    {
        ObservedFlow[] plain = [.. flows.Where(flow => flow.Function.Code != ReadWriteFunction)];
        if (plain.Length > 0)
        {
            yield return Rule(client, "reads", plain);
        }

        ObservedFlow[] besides = [.. flows.Except(plain)];
        if (besides.Length > 0)
        {
            yield return Rule(client, "reads-while-writing", besides) with { Allow = ["read"] };
        }
    }

    // What is written by the same functions is one rule, unless tags know what it is for.
    private IEnumerable<SuggestedRule> Writes(string client, IReadOnlyList<ObservedFlow> flows)
    {
        IReadOnlyList<SuggestedRange> ranges = SuggestedRange.Join(flows);
        IEnumerable<IGrouping<string, SuggestedRange>> groups = ranges
            .GroupBy(range => $"{PurposeOf(range)}|{range.Range.Space}|{string.Join(',', Words(range.Flows))}");
        foreach (IGrouping<string, SuggestedRange> group in groups)
        {
            ObservedFlow[] written = [.. group.SelectMany(range => range.Flows)];
            yield return Rule(client, PurposeOf(group.First()), written) with
            {
                Values = [.. group.SelectMany(Values)],
                NeedsOwner = true,
            };
        }

        ObservedFlow[] bare = [.. flows.Where(flow => !flow.HasAddresses)];
        if (bare.Length > 0)
        {
            yield return Rule(client, "writes", bare) with { NeedsOwner = true };
        }
    }

    private SuggestedRule Other(string client, IReadOnlyList<ObservedFlow> flows) =>
        Rule(client, "administers", flows) with { NeedsOwner = true };

    private SuggestedRule Rule(string client, string purpose, IReadOnlyList<ObservedFlow> flows) => new()
    {
        Client = client,
        Purpose = purpose,
        Units = [.. flows.Select(flow => flow.Unit).Distinct().Order()],
        Allow = Words(flows),
        Ranges = SuggestedRange.Join(flows),
        Flows = flows,
    };

    private string[] Words(IEnumerable<ObservedFlow> flows) =>
    [
        .. flows.Select(flow => flow.Function).Distinct()
            .OrderBy(function => function.Code).ThenBy(function => function.Sub).Select(options.WordOf),
    ];

    private static string PurposeOf(SuggestedRange range)
    {
        string[] tags = [.. TagsOf(range).Select(value => value.Tag!).Distinct()];
        return tags.Length is 1 or 2 && TagsOf(range).Sum(value => value.Layout.Width) == Width(range)
            ? "writes-" + string.Join("-and-", tags)
            : "writes-" + SpaceWord(range.Range.Space);
    }

    private static int Width(SuggestedRange range) => range.Range.Range.Last - range.Range.Range.First + 1;

    private static string SpaceWord(RegisterSpace space) => space switch
    {
        RegisterSpace.Coil => "coils",
        RegisterSpace.FileRecord => "files",
        _ => "registers",
    };

    private static IEnumerable<SuggestedValue> Values(SuggestedRange range)
    {
        SuggestedValue[] tags = [.. TagsOf(range)];
        IEnumerable<SuggestedValue> words = range.Flows
            .Where(flow => flow.WritesOneWord)
            .GroupBy(flow => flow.Address)
            .Where(group => IsValueOfItsOwn(range, group.Key) && !tags.Any(tag => Covers(tag, group.Key)))
            .Select(group => WordAt(group.Key, group));
        return tags.Where(tag => tag.Layout.Type != ProcessValueType.Bit)
            .Concat(words)
            .Where(value => value.Seen.IsBounded && !BandMargin.IsEverything(value.Allowed, value.Layout))
            .OrderBy(value => value.Address);
    }

    // A tag holds only where nobody writes a part of it: a limit would refuse that, whatever the value.
    private static IEnumerable<SuggestedValue> TagsOf(SuggestedRange range) => range.Flows
        .SelectMany(flow => flow.TagValues)
        .GroupBy(value => value.Tag.Name)
        .Select(group => new SuggestedValue(
            group.First().Tag.Address,
            group.First().Tag.Layout,
            group.Aggregate(ValueBand.Empty, (band, value) => band.With(value.Band)),
            group.Key))
        .Where(tag => range.Flows.All(flow => flow.TagValues.Any(value => value.Tag.Name == tag.Tag) || !Overlaps(tag, flow)))
        .OrderBy(tag => tag.Address);

    private static bool IsValueOfItsOwn(SuggestedRange range, int address) =>
        range.Flows.All(flow => flow.WritesOneWord || !flow.Range.Contains(new AddressRange(address, address)));

    private static bool Covers(SuggestedValue value, int address) =>
        value.Address <= address && address < value.Address + value.Layout.Width;

    private static bool Overlaps(SuggestedValue value, ObservedFlow flow) =>
        value.Address <= flow.Range.Last && flow.Range.First < value.Address + value.Layout.Width;

    // A band that spans nearly all of a word without sign is one of small numbers around zero.
    private static SuggestedValue WordAt(int address, IEnumerable<ObservedFlow> flows)
    {
        ValueBand unsigned = ValueBand.Empty, signed = ValueBand.Empty;
        foreach (ObservedFlow flow in flows)
        {
            unsigned = unsigned.With(flow.UnsignedWords);
            signed = signed.With(flow.SignedWords);
        }

        return signed.Span < unsigned.Span
            ? new SuggestedValue(address, new ValueLayout(ProcessValueType.Int16), signed, null)
            : new SuggestedValue(address, new ValueLayout(ProcessValueType.UInt16), unsigned, null);
    }

    // Rules that differ by their unit only are one; tags belong to one unit, so theirs stay apart.
    private static SuggestedRule Merged(IEnumerable<SuggestedRule> alike)
    {
        SuggestedRule[] rules = [.. alike];
        if (rules.Length == 1)
        {
            return rules[0];
        }

        ObservedFlow[] flows = [.. rules.SelectMany(rule => rule.Flows)];
        IReadOnlyList<SuggestedRange> ranges = SuggestedRange.Join(flows);
        return rules[0] with
        {
            Units = [.. rules.SelectMany(rule => rule.Units).Distinct().Order()],
            Ranges = ranges,
            Values = [.. rules.Any(rule => rule.Values.Count > 0) ? ranges.SelectMany(Values) : []],
            Flows = flows,
        };
    }
}
