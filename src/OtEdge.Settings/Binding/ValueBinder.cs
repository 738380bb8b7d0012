using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds the `values` of a rule.</summary>
internal sealed class ValueBinder(SiteNames names, AddressBase addresses, ProblemList problems)
{
    /// <summary>The limits of a rule; each must lie within the rule's ranges and none over another.</summary>
    public List<ValueLimit> Bind(MapNode rule, IReadOnlyList<SpaceRange> ranges, bool hasWrongRanges)
    {
        var limits = new List<ValueLimit>();
        foreach (MapNode value in rule.Maps("values"))
        {
            if (value.Find("tag") is not null && value.Find("at") is not null)
            {
                continue;
            }

            ValueLimit? limit = value.Find("tag") is null ? OfAddress(value, ranges) : OfTag(value);
            if (limit is null)
            {
                continue;
            }

            CheckLimits(value, limit);
            SettingsNode where = value.Find("at") ?? value.Find("tag") ?? value;
            if (!hasWrongRanges)
            {
                CheckCovered(where, limit, ranges);
            }

            if (limits.FirstOrDefault(other => other.Space == limit.Space && Span(other).First <= Span(limit).Last && Span(limit).First <= Span(other).Last) is { } other)
            {
                problems.Error(where, $"this value overlaps the one at {Span(other)}; a register belongs to one value");
            }

            limits.Add(limit);
        }

        return limits;
    }

    /// <summary>The addresses that a value takes.</summary>
    public static AddressRange Span(ValueLimit limit) => new(limit.Address, limit.Address + limit.Layout.Width - 1);

    private ValueLimit? OfTag(MapNode value)
    {
        if (!Scalars.Name.TryRead(value.Find("tag"), out string name))
        {
            return null;
        }

        foreach (string key in new[] { "type", "order", "scale", "offset" })
        {
            if (value.Find(key) is { } stray)
            {
                problems.Error(stray, $"`{key}` is the tag's own; remove it here, or change it at the tag in otedge.yaml");
            }
        }

        if (!names.Tags.TryGetValue(name, out Tag? tag))
        {
            names.ComplainTag(value.Find("tag")!, name, problems);
            return null;
        }

        if (tag.Space is RegisterSpace.DiscreteInput or RegisterSpace.InputRegister)
        {
            problems.Error(value.Find("tag")!, $"the tag {Quote.Words(name)} is {(tag.Space == RegisterSpace.InputRegister ? "an" : "a")} {ModbusScalars.Word(tag.Space)}, which cannot be written; limits are for coils and holding-registers");
            return null;
        }

        return Limited(value, new ValueLimit(tag.Space, tag.Address, tag.Layout) { Tag = name });
    }

    private ValueLimit? OfAddress(MapNode value, IReadOnlyList<SpaceRange> ranges)
    {
        SettingsNode? at = value.Find("at");
        bool isBit = value.Find("type") is null
            ? ranges.Count > 0 && ranges.All(range => range.Space == RegisterSpace.Coil)
            : value.Read("type", ModbusScalars.ValueType, ProcessValueType.UInt16) == ProcessValueType.Bit;
        RegisterSpace space = isBit ? RegisterSpace.Coil : RegisterSpace.HoldingRegister;
        if (!addresses.TryResolve(at, space, problems, out AddressRange range))
        {
            return null;
        }

        if (range.First != range.Last)
        {
            problems.Error(at!, $"expected the first address of the value, but found the range {at!.Found}");
            return null;
        }

        ValueLayout? layout = LayoutBinder.Bind(value, isBit, problems);
        return layout is not null && LayoutBinder.CheckEnd(at!, space, range.First, layout, problems)
            ? Limited(value, new ValueLimit(space, range.First, layout))
            : null;
    }

    private static ValueLimit Limited(MapNode value, ValueLimit limit) => limit with
    {
        Min = value.ReadOrNull("min", Scalars.Number()),
        Max = value.ReadOrNull("max", Scalars.Number()),
        MaxStep = value.ReadOrNull("max-step", Scalars.Number(above: 0)),
    };

    private void CheckLimits(MapNode value, ValueLimit limit)
    {
        if (limit.Min > limit.Max)
        {
            problems.Error(value.Find("min")!, $"min {value.Find("min")!.Found} is above max {value.Find("max")!.Found}, so no value could pass; swap them");
            return;
        }

        (double lowest, double highest) = limit.Layout.Reach();
        if (limit.Min > highest || limit.Max < lowest)
        {
            SettingsNode node = limit.Min > highest ? value.Find("min")! : value.Find("max")!;
            problems.Error(node, $"no {ModbusScalars.Word(limit.Layout.Type)} reaches {node.Found}; its values go from {lowest:G9} to {highest:G9}, so no value could pass");
        }
    }

    private void CheckCovered(SettingsNode where, ValueLimit limit, IReadOnlyList<SpaceRange> ranges)
    {
        if (ranges.Count == 0)
        {
            return;
        }

        AddressRange span = Span(limit);
        int[] outside = [.. Enumerable.Range(span.First, limit.Layout.Width).Where(address =>
            !ranges.Any(range => range.Space == limit.Space && range.Range.Contains(new AddressRange(address, address))))];
        if (outside.Length == 0)
        {
            return;
        }

        string word = ModbusScalars.Word(limit.Space);
        problems.Error(where, outside.Length == limit.Layout.Width
            ? $"the rule covers no {word} {addresses.Written(span)}, so this value is never judged; add it to `{word}s`{(limit.Tag is null ? "" : " or the tag to `tags`")}"
            : $"a {ModbusScalars.Word(limit.Layout.Type)} here needs {word}s {addresses.Written(span)}, but the rule does not cover {addresses.Written(new AddressRange(outside[0], outside[^1]))}; widen `{word}s`");
    }
}
