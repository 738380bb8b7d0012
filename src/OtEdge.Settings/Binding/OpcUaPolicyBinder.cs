using OtEdge.Core.Policy;
using OtEdge.Settings.Model;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds an OPC UA policy: checks what it means, though nothing judges by it yet.</summary>
internal sealed class OpcUaPolicyBinder(SiteNames names, ProblemList problems)
{
    private static readonly ScalarShape<bool> Batch = Scalars.Choice(("item", true), ("whole", false));

    private readonly ClientBinder clients = new(names, problems);

    public PolicyDraft Bind(PolicyDraft draft) => draft with
    {
        OpcUa = new OpcUaPolicy(
            draft.Name,
            draft.Root.Read("allow-span", Scalars.Boolean, false),
            draft.Root.Read("strict", Scalars.Boolean, false),
            draft.Root.ReadOrNull("batch", Batch),
            [.. draft.Root.Maps("rules").Select(rule => Bind(rule, "allow"))])
        {
            Pinned = [.. draft.Root.Maps("pinned").Select(pin => Bind(pin, "refuse"))],
        },
        Clients = clients.Named,
    };

    private OpcUaRule Bind(MapNode node, string key)
    {
        OperationClasses classes = node.Values(key, OpcUaShapes.Class).Aggregate(OperationClasses.None, (all, item) => all | item.Value);
        if (node.Find("values") is { } values && !classes.HasFlag(OperationClasses.Write))
        {
            problems.Error(values, "`values` are for rules that allow writes; add `write` to `allow`, or remove them");
        }

        if (node.Find("methods") is { } methods && !classes.HasFlag(OperationClasses.Call))
        {
            problems.Error(methods, $"`methods` are for rules with `call`; add it to `{key}`, or remove them");
        }

        if (node.Find("refuse-with") is ScalarNode { Text: "drop" } drop)
        {
            problems.Error(drop, "OPC UA has no `drop`: a client must not be left waiting; write reply, close or reset");
        }

        foreach (MapNode value in node.Maps("values"))
        {
            if (value.ReadOrNull("min", Scalars.Number()) > value.ReadOrNull("max", Scalars.Number()))
            {
                problems.Error(value.Find("min")!, $"min {value.Find("min")!.Found} is above max {value.Find("max")!.Found}, so no value could pass; swap them");
            }
        }

        return new OpcUaRule
        {
            Id = node.Text("id", Scalars.Name) ?? "",
            Line = node.Line,
            Clients = clients.Check(node),
            Users = [.. node.Values("users", Scalars.Text).Select(item => item.Value)],
            Classes = classes,
            Nodes = [.. node.Values("nodes", OpcUaShapes.Nodes).Select(item => item.Value)],
            Attributes = [.. node.Values("attributes", OpcUaShapes.Attribute).Select(item => item.Value)],
            Methods = [.. node.Maps("methods").Select(method => (method.Text("object") ?? "", method.Text("method") ?? ""))],
            Values = [.. node.Maps("values").Select(value => (
                value.ReadOrNull("min", Scalars.Number()),
                value.ReadOrNull("max", Scalars.Number()),
                value.ReadOrNull("max-step", Scalars.Number(above: 0))))],
            Rate = ModbusScalars.Rate.TryRead(node.Find("rate"), out RateLimit rate) ? rate : null,
            Expires = node.ReadOrNull("expires", Scalars.Date),
        };
    }
}
