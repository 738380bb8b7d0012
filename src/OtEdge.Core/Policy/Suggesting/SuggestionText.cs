using System.Globalization;
using System.Text;

namespace OtEdge.Core.Policy.Suggesting;

/// <summary>Writes suggested rules as the YAML of a policy.</summary>
/// <param name="options">What else is known.</param>
/// <param name="collected">What was seen.</param>
/// <param name="leftOut">What the rules do not allow.</param>
internal sealed class SuggestionText(SuggestionOptions options, FlowCollector collected, IReadOnlyList<ObservedFlow> leftOut)
{
    private const int LeftOutShownMax = 100;
    private const int AddressesShownMax = 4;

    // From here on a decimal address may look like 4xxxx notation, which the settings refuse.
    private const int NotationMin = 10_000;
    private readonly StringBuilder text = new();

    /// <summary>The whole policy.</summary>
    public string Write(IReadOnlyList<(string Id, SuggestedRule Rule)> rules)
    {
        WriteHead();
        Line($"policy: {options.PolicyName}");
        Line("protocol: modbus-tcp");
        Line();
        Line(rules.Count == 0 ? "rules: []" : "rules:");
        for (int at = 0; at < rules.Count; at++)
        {
            if (at > 0)
            {
                Line();
            }

            if (at == 0 || rules[at - 1].Rule.Client != rules[at].Rule.Client)
            {
                WriteClient(rules[at].Rule);
            }

            WriteRule(rules[at].Id, rules[at].Rule);
        }

        WriteLeftOut();
        return text.ToString();
    }

    private void WriteHead()
    {
        IReadOnlyList<ObservedFlow> flows = collected.Flows;
        int clients = flows.Select(flow => flow.Client).Distinct().Count();
        Line($"# Suggested from {Evidence.Plain(options.Source)}: {Evidence.Count(collected.Requests, "request")} of {Evidence.Count(clients, "client")}{Period(flows)}.");
        Line("#");
        Line("# It allows what was seen there and nothing else: whole requests as they came; the gaps between them stay closed.");
        Line($"# Writes need to be seen at least {Evidence.Times(options.WritesMin)}. Written values may be what they were, and {100 * BandMargin.Share:0} % of the span between");
        Line("# the smallest and the largest beyond them. What is rare (cleaning, a yearly test) is missing unless it was seen.");
        Line("# Before use: name an owner for every rule marked so, and take out what is not meant to be.");
        if (collected.NotKept > 0)
        {
            Line($"# There were more kinds of requests than {FlowCollector.FlowsMax:N0}; {collected.NotKept:N0} operations beyond them are not in here.");
        }

        Line();
    }

    private void WriteRule(string id, SuggestedRule rule)
    {
        Line($"  - id: {id}{(rule.NeedsOwner ? "   # owner: ?" : "")}");
        Line($"    # {Evidence.Of(rule.Flows)}");
        Line($"    clients: [{Quoted(rule.Client)}]");
        Line($"    units: [{string.Join(", ", MergedUnits(rule.Units))}]");
        Line($"    allow: [{string.Join(", ", rule.Allow)}]");
        foreach (IGrouping<RegisterSpace, SuggestedRange> space in rule.Ranges.GroupBy(range => range.Range.Space))
        {
            WriteRanges(space.Key, [.. space]);
        }

        if (rule.Values.Count > 0)
        {
            Line("    values:");
            foreach (SuggestedValue value in rule.Values)
            {
                WriteValue(value);
            }
        }
    }

    private void WriteClient(SuggestedRule rule)
    {
        string[] addresses =
        [
            .. collected.Flows
                .Select(flow => flow.Client).Distinct()
                .Where(client => (options.AssetOf(client) ?? client.ToString()) == rule.Client)
                .Select(client => client.ToString()),
        ];
        bool isDeclared = options.AssetOf(rule.Flows[0].Client) is not null;
        string shown = string.Join(", ", addresses.Take(AddressesShownMax)) + (addresses.Length > AddressesShownMax ? ", ..." : "");
        Line($"  # {(isDeclared ? $"{rule.Client} ({shown})" : $"{rule.Client}: no asset of the settings declares this client")}");
        Line();
    }

    private void WriteRanges(RegisterSpace space, IReadOnlyList<SuggestedRange> ranges)
    {
        if (space == RegisterSpace.FileRecord)
        {
            Line("    files:");
            foreach (SuggestedRange range in ranges)
            {
                Commented($"      - {{ file: {range.Range.File}, records: {range.Range.Range} }}", Evidence.Of(range));
            }

            return;
        }

        string key = space switch
        {
            RegisterSpace.Coil => "coils",
            RegisterSpace.DiscreteInput => "discrete-inputs",
            RegisterSpace.InputRegister => "input-registers",
            _ => "holding-registers",
        };
        if (ranges.Count == 1)
        {
            Commented($"    {key}: {Address(ranges[0].Range)}", Evidence.Of(ranges[0]));
            return;
        }

        Line($"    {key}:");
        foreach (SuggestedRange range in ranges)
        {
            Commented($"      - {Address(range.Range)}", Evidence.Of(range));
        }
    }

    private void WriteValue(SuggestedValue value)
    {
        ValueBand allowed = value.Allowed;
        string what = value.Tag is { } tag
            ? $"tag: {tag}"
            : $"at: {Address(value.Address)}, type: {value.Layout.Type.ToString().ToLowerInvariant()}";
        Commented(
            $"      - {{ {what}, min: {Number(allowed.Min)}, max: {Number(allowed.Max)} }}",
            value.Seen.Span == 0 ? $"only {Number(value.Seen.Min)} was seen" : $"{Number(value.Seen.Min)} to {Number(value.Seen.Max)} was seen");
    }

    private void WriteLeftOut()
    {
        ObservedFlow[] malformed = [.. leftOut.Where(flow => flow.Class == OperationClass.Malformed)];
        ObservedFlow[] rare = [.. leftOut.Except(malformed)];
        if (rare.Length > 0)
        {
            Line();
            Line($"# Left out, because seen less than {Evidence.Times(options.WritesMin)}; write a rule for what is meant to be:");
            foreach (ObservedFlow flow in rare.Take(LeftOutShownMax))
            {
                Line($"#   {Who(flow)} {What(flow)}: {Evidence.Of([flow])}");
            }

            Rest(rare.Length);
        }

        if (malformed.Length > 0)
        {
            Line();
            Line("# Left out, because no rule can allow it: requests that break the protocol.");
            foreach (ObservedFlow flow in malformed.Take(LeftOutShownMax))
            {
                Line($"#   {Who(flow)} function {flow.Function} on unit {flow.Unit}: {Evidence.Of([flow])}");
            }

            Rest(malformed.Length);
        }
    }

    private void Rest(int count)
    {
        if (count > LeftOutShownMax)
        {
            Line($"#   and {count - LeftOutShownMax:N0} more");
        }
    }

    private string Who(ObservedFlow flow) =>
        options.AssetOf(flow.Client) is { } asset ? $"{asset} ({flow.Client})" : flow.Client.ToString();

    private static string What(ObservedFlow flow)
    {
        string what = DecisionText.What(new Operation
        {
            Class = flow.Class,
            Function = flow.Function,
            Unit = flow.Unit,
            Space = flow.Space,
            File = flow.File,
            Address = flow.Address,
            Count = flow.Count,
        });
        ValueBand words = flow.UnsignedWords;
        return !flow.WritesOneWord ? what
            : words.Span == 0 ? $"{what}, {Number(words.Min)}"
            : $"{what}, {Number(words.Min)} to {Number(words.Max)}";
    }

    private static string Period(IReadOnlyList<ObservedFlow> flows) =>
        flows.Count == 0 ? "" : $", {Evidence.Period(flows.Min(flow => flow.FirstSeen), flows.Max(flow => flow.LastSeen))}";

    private static IEnumerable<string> MergedUnits(IReadOnlyList<byte> units)
    {
        for (int at = 0, end; at < units.Count; at = end)
        {
            end = at + 1;
            while (end < units.Count && units[end] == units[end - 1] + 1)
            {
                end++;
            }

            yield return new AddressRange(units[at], units[end - 1]).ToString();
        }
    }

    // A name that YAML would take for something else than text, or for two things, stands in quotes.
    private static string Quoted(string client) => client.Contains(':') ? $"\"{client}\"" : client;

    private static string Address(SpaceRange range)
    {
        bool isPlain = range.Range.Last < NotationMin || range.Space == RegisterSpace.Coil;
        return isPlain ? range.Range.ToString()
            : range.Range.First == range.Range.Last ? Address(range.Range.First)
            : $"0x{range.Range.First:X4}-0x{range.Range.Last:X4}";
    }

    private static string Address(int address) => address < NotationMin ? $"{address}" : $"0x{address:X4}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private void Commented(string line, string comment) => Line($"{line,-44} # {comment}");

    private void Line(string line = "") => text.Append(line).Append('\n');
}
