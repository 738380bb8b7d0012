using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Modbus;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds the rules and pins of a Modbus policy.</summary>
internal sealed class RuleBinder(SiteNames names, AddressBase addresses, ProblemList problems)
{
    private readonly RangeBinder rangeBinder = new(addresses, problems);
    private readonly ValueBinder valueBinder = new(names, addresses, problems);
    private readonly ClientBinder clientBinder = new(names, problems);
    private readonly List<(SettingsNode Node, string Group)> umas = [];

    public IReadOnlyList<(SettingsNode Node, string Group)> Umas => umas;

    public IReadOnlyList<(SettingsNode Node, Asset Asset)> Clients => clientBinder.Named;

    public Rule Bind(MapNode node)
    {
        (OperationClasses classes, List<FunctionId> functions) = Allowances(node, "allow");
        List<SpaceRange> ranges = rangeBinder.Bind(node);
        bool hasWrongRanges = ranges.Count == 0 && ModbusScalars.Spaces.Any(space => node.Find(space.Key) is not null);
        List<AddressRange> units = [.. RangeBinder.Units(node)];
        List<Tag> tags = Tags(node, ranges, units);
        List<ValueLimit> values = valueBinder.Bind(node, ranges, hasWrongRanges);
        bool writes = Allowed(classes, functions).Contains(FunctionClass.Write);
        if (node.Find("values") is { } limits && !writes)
        {
            problems.Error(limits, "`values` are for rules that allow writes; add `write` to `allow`, or remove them");
        }

        CheckSpaces(node, classes, functions, tags);
        if (writes)
        {
            AddWholeTags(tags, values);
        }

        return new Rule
        {
            Id = node.Text("id", Scalars.Name) ?? "",
            Line = node.Line,
            Clients = clientBinder.Bind(node),
            Units = units,
            Classes = classes,
            Functions = functions,
            Ranges = ranges,
            Values = values,
            Rate = ModbusScalars.Rate.TryRead(node.Find("rate"), out RateLimit rate) ? rate : null,
            Expires = node.ReadOrNull("expires", Scalars.Date) is { } day ? names.EndOf(day) : null,
        };
    }

    public PinnedRefusal BindPin(MapNode node)
    {
        (OperationClasses classes, List<FunctionId> functions) = Allowances(node, "refuse");
        return new PinnedRefusal
        {
            Id = node.Text("id", Scalars.Name) ?? "",
            Line = node.Line,
            Clients = clientBinder.Bind(node),
            Units = RangeBinder.Units(node),
            Classes = classes,
            Functions = functions,
            Ranges = rangeBinder.Bind(node),
            RefuseWith = node.ReadOrNull("refuse-with", PolicyKeys.RefusalForm),
        };
    }

    private (OperationClasses Classes, List<FunctionId> Functions) Allowances(MapNode node, string key)
    {
        OperationClasses classes = OperationClasses.None;
        var functions = new List<FunctionId>();
        foreach ((SettingsNode item, string word) in node.Values(key, ModbusScalars.Allowance))
        {
            Allowance? allowance = Allowance.Read(word, out string problem);
            if (allowance is null)
            {
                problems.Error(item, problem);
                continue;
            }

            classes |= allowance.Classes;
            functions.AddRange(allowance.Functions.Where(function => !functions.Contains(function)));
            if (allowance.UmasGroup is not null)
            {
                umas.Add((item, allowance.UmasGroup));
            }
        }

        return (classes, functions);
    }

    /// <summary>Resolves `tags`: their addresses join the ranges; their unit is the rule's where it names none.</summary>
    private List<Tag> Tags(MapNode node, List<SpaceRange> ranges, List<AddressRange> units)
    {
        bool namesUnits = node.Find("units") is not null;
        var tags = new List<Tag>();
        foreach ((SettingsNode item, string name) in node.Values("tags", Scalars.Name))
        {
            if (!names.Tags.TryGetValue(name, out Tag? tag))
            {
                names.ComplainTag(item, name, problems);
                continue;
            }

            tags.Add(tag);
            ranges.Add(new SpaceRange(tag.Space, new AddressRange(tag.Address, tag.Address + tag.Layout.Width - 1)));
            if (!units.Any(unit => unit.Contains(new AddressRange(tag.Unit, tag.Unit))))
            {
                if (namesUnits)
                {
                    problems.Error(item, $"the tag {Quote.Words(name)} is on unit {tag.Unit}, which `units` does not name; add it there");
                }
                else if (units.Count > 0)
                {
                    problems.Error(item, $"the tag {Quote.Words(name)} is on unit {tag.Unit}, but those before it are on unit {units[0]}; write a rule for each unit");
                }
                else
                {
                    units.Add(new AddressRange(tag.Unit, tag.Unit));
                }
            }
        }

        return tags;
    }

    // A tag of several words without limits still must not be written by halves.
    private static void AddWholeTags(List<Tag> tags, List<ValueLimit> values)
    {
        foreach (Tag tag in tags.Where(tag => tag.Layout.Width > 1 && tag.Space == RegisterSpace.HoldingRegister))
        {
            if (!values.Any(value => value.Space == tag.Space && value.Address == tag.Address))
            {
                values.Add(new ValueLimit(tag.Space, tag.Address, tag.Layout) { Tag = tag.Name });
            }
        }
    }

    private void CheckSpaces(MapNode node, OperationClasses classes, List<FunctionId> functions, List<Tag> tags)
    {
        HashSet<RegisterSpace> touched = Touched(classes, functions);
        if (touched.Contains(RegisterSpace.FileRecord) && node.Find("files") is null
            && functions.Find(function => ModbusFunctions.SpaceOf(function.Code) == ModbusSpace.FileRecord) is { Code: > 0 } file)
        {
            problems.Error(node.Find("allow")!, $"function {file} needs `files`, such as files: [{{ file: 4, records: 0-99 }}]");
        }

        if (classes == OperationClasses.None && functions.Count == 0)
        {
            return;
        }

        string allowed = "what the rule allows";
        foreach ((string key, RegisterSpace space) in ModbusScalars.Spaces.Append(("files", RegisterSpace.FileRecord)))
        {
            if (node.Find(key) is { } named && !touched.Contains(space))
            {
                problems.Error(named, $"nothing of {allowed} touches {key}; remove them, or allow a function that does");
            }
        }

        foreach ((SettingsNode item, string name) in node.Values("tags", Scalars.Name))
        {
            if (tags.Find(tag => tag.Name == name) is { } tag && !touched.Contains(tag.Space))
            {
                problems.Error(item, $"the tag {Quote.Words(name)} is a {ModbusScalars.Word(tag.Space)}, which nothing of {allowed} touches");
            }
        }
    }

    private static HashSet<RegisterSpace> Touched(OperationClasses classes, List<FunctionId> functions)
    {
        var spaces = new HashSet<RegisterSpace>(functions.Select(function => (RegisterSpace)ModbusFunctions.SpaceOf(function.Code)));
        if (classes.HasFlag(OperationClasses.Read))
        {
            spaces.UnionWith([RegisterSpace.Coil, RegisterSpace.DiscreteInput, RegisterSpace.HoldingRegister, RegisterSpace.InputRegister, RegisterSpace.FileRecord]);
        }

        if (classes.HasFlag(OperationClasses.Write))
        {
            spaces.UnionWith([RegisterSpace.Coil, RegisterSpace.HoldingRegister, RegisterSpace.FileRecord]);
        }

        return spaces;
    }

    private static HashSet<FunctionClass> Allowed(OperationClasses classes, List<FunctionId> functions)
    {
        var allowed = new HashSet<FunctionClass>(functions.Select(function => ModbusFunctions.ClassOf(function.Code, function.Sub)));
        if (classes.HasFlag(OperationClasses.Write))
        {
            allowed.Add(FunctionClass.Write);
        }

        return allowed;
    }
}
