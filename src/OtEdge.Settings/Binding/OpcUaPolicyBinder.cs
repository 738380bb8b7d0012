using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds the rules, pins and tests of an OPC UA policy.</summary>
internal sealed class OpcUaPolicyBinder(SiteNames names, ProblemList problems)
{
    private const OperationClasses WithAttributes = OperationClasses.Read | OperationClasses.Write | OperationClasses.Subscribe;

    private readonly ClientBinder clients = new(names, problems);
    private readonly NodeOperationBinder operations = new(names, problems);

    /// <summary>Assets that were named, with where.</summary>
    public IReadOnlyList<(SettingsNode Node, Asset Asset)> Clients => clients.Named;

    /// <summary>The policy, without its digest.</summary>
    /// <param name="draft">The policy's file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="tests">Gets each test with its place.</param>
    public PolicyDocument Bind(PolicyDraft draft, string text, List<(MapNode Node, PolicyTest Test)> tests)
    {
        foreach (MapNode node in draft.Root.Maps("tests"))
        {
            if (operations.Bind(node) is { } operation && OperationShapes.Expect.TryRead(node.Find("expect"), out bool isAllowed))
            {
                tests.Add((node, new PolicyTest(operation, isAllowed, node.Line)));
            }
        }

        return new PolicyDocument
        {
            Name = draft.Name,
            Protocol = ConduitProtocol.OpcUa,
            File = draft.File,
            Text = text,
            AllowSpan = draft.Root.Read("allow-span", Scalars.Boolean, false),
            Strict = draft.Root.Read("strict", Scalars.Boolean, false),
            Batch = draft.Root.Read("batch", OpcUaShapes.Batch, BatchAnswer.ByService),
            Rules = [.. draft.Root.Maps("rules").Select(BindRule)],
            Pinned = [.. draft.Root.Maps("pinned").Select(BindPin)],
            Tests = [.. tests.Select(test => test.Test)],
        };
    }

    private Rule BindRule(MapNode node)
    {
        OperationClasses classes = Classes(node, "allow");
        if (node.Find("values") is { } values && !classes.HasFlag(OperationClasses.Write))
        {
            problems.Error(values, "`values` are for rules that allow writes; add `write` to `allow`, or remove them");
        }

        return new Rule
        {
            Id = node.Text("id", Scalars.Name) ?? "",
            Line = node.Line,
            Clients = clients.BindAll(node),
            Classes = classes,
            Nodes = Terms(node, classes, "allow") with { Limits = [.. node.Maps("values").Select(BindLimit)] },
            Rate = ModbusScalars.Rate.TryRead(node.Find("rate"), out RateLimit rate) ? rate : null,
            Expires = node.ReadOrNull("expires", Scalars.Date) is { } day ? names.EndOf(day) : null,
        };
    }

    private PinnedRefusal BindPin(MapNode node)
    {
        OperationClasses classes = Classes(node, "refuse");
        if (node.Find("refuse-with") is ScalarNode { Text: "drop" } drop)
        {
            problems.Error(drop, "OPC UA has no `drop`: a client must not be left waiting; write reply, close or reset");
        }

        return new PinnedRefusal
        {
            Id = node.Text("id", Scalars.Name) ?? "",
            Line = node.Line,
            Clients = clients.BindAll(node),
            Classes = classes,
            Nodes = Terms(node, classes, "refuse"),
            RefuseWith = node.ReadOrNull("refuse-with", PolicyKeys.RefusalForm),
        };
    }

    private NodeTerms Terms(MapNode node, OperationClasses classes, string key)
    {
        if (node.Find("methods") is { } methods && !classes.HasFlag(OperationClasses.Call))
        {
            problems.Error(methods, $"`methods` are for rules with `call`; add it to `{key}`, or remove them");
        }

        if (node.Find("attributes") is { } attributes && classes != OperationClasses.None && (classes & WithAttributes) == 0)
        {
            problems.Error(attributes, $"`attributes` are for rules with `read`, `subscribe` or `write`; add one to `{key}`, or remove them");
        }

        return new NodeTerms
        {
            Users = [.. node.Values("users", Scalars.Text).Select(item => UserIdentity.Parse(item.Value)).Distinct()],
            Nodes = [.. node.Values("nodes", OpcUaShapes.Nodes).Select(item => Pattern(item.Value)).Distinct()],
            Attributes = node.Values("attributes", OpcUaShapes.Attribute).Aggregate(0UL, (all, item) => all | item.Value),
            Methods = [.. node.Maps("methods").Select(Method).OfType<NodeMethod>().Distinct()],
        };
    }

    private NodeLimit BindLimit(MapNode node)
    {
        var limit = new NodeLimit
        {
            Min = node.ReadOrNull("min", Scalars.Number()),
            Max = node.ReadOrNull("max", Scalars.Number()),
            MaxStep = node.ReadOrNull("max-step", Scalars.Number(above: 0)),
            IsEURange = node.Read("eu-range", Scalars.Boolean, false),
            Type = node.Read("type", OpcUaShapes.LimitType, NodeValueType.None),
        };
        if (limit.Min > limit.Max)
        {
            problems.Error(node.Find("min")!, $"min {node.Find("min")!.Found} is above max {node.Find("max")!.Found}, so no value could pass; swap them");
        }

        if (limit == new NodeLimit() && !node.Entries.Any(entry => entry.Key.Text != "eu-range"))
        {
            problems.Error(node, "the limits say nothing; write `min`, `max`, `max-step`, `eu-range: true` or `type`");
        }

        return limit;
    }

    private static OperationClasses Classes(MapNode node, string key) =>
        node.Values(key, OpcUaShapes.Class).Aggregate(OperationClasses.None, (all, item) => all | item.Value);

    private static NodePattern Pattern(string text) => NodePattern.TryParse(text, out NodePattern pattern) ? pattern : NodePattern.Everything;

    private static NodeMethod? Method(MapNode node) =>
        NodeIdentity.TryParse(node.Text("object") ?? "", out NodeIdentity target) && NodeIdentity.TryParse(node.Text("method") ?? "", out NodeIdentity method)
            ? new NodeMethod(target, method)
            : null;
}
