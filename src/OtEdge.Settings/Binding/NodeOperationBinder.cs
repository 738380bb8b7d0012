using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds the operations of an OPC UA policy's `tests:`.</summary>
internal sealed class NodeOperationBinder(SiteNames names, ProblemList problems)
{
    private static readonly string[] UntypedKeys = ["value", "values"];

    /// <summary>The words for what is done, each with its service.</summary>
    public static IReadOnlyList<(string Word, OpcUaService Service)> Deeds { get; } =
    [
        ("browse", OpcUaService.Browse),
        ("read", OpcUaService.Read),
        ("subscribe", OpcUaService.CreateMonitoredItems),
        ("history", OpcUaService.HistoryRead),
        ("write", OpcUaService.Write),
    ];

    /// <summary>The operation; null when it is wrong, and then a problem says why.</summary>
    public OperationExample? Bind(MapNode node)
    {
        NodeExample? example = node.Map("call") is { } call ? BindCall(call) : null;
        foreach ((string word, OpcUaService service) in Deeds)
        {
            if (node.Map(word) is { } target)
            {
                example = BindTarget(target, service);
            }
        }

        return example is not null && TryBindClient(node, ref example, out IPAddress? client)
            ? new OperationExample { Client = client, Node = example, Class = OpcUaServices.ClassOf(example.Service), Text = TextOf(example, node.Text("client")) }
            : null;
    }

    /// <summary>Who asks, with every identifier that an asset declares; false with a problem when there is no such asset or address.</summary>
    public static bool TryClient(SiteNames names, string text, ref NodeExample example, out IPAddress? client, out string problem)
    {
        problem = "";
        if (names.Assets.TryGetValue(text, out Asset? asset))
        {
            client = asset.Addresses.Count > 0 ? asset.Addresses[0].BaseAddress : null;
            example = example with { ApplicationUri = example.ApplicationUri ?? asset.ApplicationUri, Thumbprint = example.Thumbprint ?? asset.Thumbprint };
            return true;
        }

        return names.TryAddress(text, out client, out problem);
    }

    /// <summary>What the operation does, in the words of <see cref="OperationText"/>.</summary>
    public static string TextOf(NodeExample example, string? client)
    {
        string word = Deeds.FirstOrDefault(deed => deed.Service == example.Service).Word ?? "call";
        string value = example.ValueType == NodeValueType.None
            ? ""
            : $" {NodeValueText.WithType(new NodeValue { Type = example.ValueType, IsArray = example.IsArray, Data = example.Data.Span })}";
        string method = example.Method is null ? "" : $" {example.Method}";
        string user = example.User == UserIdentity.Anonymous ? "" : $" user {example.User}";
        return Quote.Plain($"{word} {example.Node}{method}{value}{(client is null ? "" : $" from {client}")}{user}", charactersMax: 300);
    }

    private bool TryBindClient(MapNode node, ref NodeExample example, out IPAddress? client)
    {
        client = null;
        example = example with
        {
            User = UserIdentity.Parse(node.Text("user") ?? "anonymous"),
            ApplicationUri = node.Text("application-uri", NetworkScalars.ApplicationUri),
        };
        if (node.Text("client") is not { } text || TryClient(names, text, ref example, out client, out string problem))
        {
            return true;
        }

        problems.Error(node.Find("client")!, problem);
        return false;
    }

    private static NodeExample? BindCall(MapNode call) =>
        Node(call.Text("object")) is { } target && Node(call.Text("method")) is { } method
            ? new NodeExample { Service = OpcUaService.Call, Node = target, Method = method }
            : null;

    private NodeExample? BindTarget(MapNode target, OpcUaService service)
    {
        if (Node(target.Text("node")) is not { } node)
        {
            return null;
        }

        string attribute = target.Text("attribute", OpcUaShapes.AttributeName) ?? "Value";
        int id = OpcUaServices.NamesAttributes(service) ? 1 + NodeAttributes.Names.ToList().IndexOf(attribute) : 0;
        var example = new NodeExample { Service = service, Node = node, Attribute = id, HasIndexRange = target.Find("index-range") is not null };
        if (target.Find("eu-range") is { } range)
        {
            double[] bounds = [.. target.Values("eu-range", Scalars.Number()).Select(item => item.Value)];
            if (bounds is not [var low, var high] || low > high)
            {
                problems.Error(range, "expected the smallest and the largest value, such as [0, 100]");
                return null;
            }

            example = example with { EURange = new EURange(low, high) };
        }

        return TryBindValue(target, ref example) ? example : null;
    }

    private bool TryBindValue(MapNode target, ref NodeExample example)
    {
        (string Word, NodeValueType Type)[] typed = [.. NodeValueWords.Types.Where(type => target.Find(type.Word) is not null)];
        string[] keys = [.. typed.Select(type => type.Word), .. UntypedKeys.Where(key => target.Find(key) is not null)];
        if (keys.Length == 0)
        {
            return true;
        }

        if (keys.Length > 1 || example.Service != OpcUaService.Write)
        {
            problems.Error(target.Find(keys[^1])!, keys.Length > 1
                ? "expected one value, but found several; write `values` for an array"
                : "only a `write` has a value; remove it");
            return false;
        }

        var bytes = new List<byte>();
        NodeValueType type = typed.Length > 0 ? typed[0].Type : NodeValueType.None;
        foreach ((SettingsNode item, string text) in target.Values(keys[0], Scalars.Text))
        {
            type = type == NodeValueType.None ? NodeValueWords.TypeOf(text) : type;
            if (!NodeValueWords.TryEncode(type, text, out byte[] encoded))
            {
                problems.Error(item, $"expected a value of type {NodeValueWords.Types.First(known => known.Type == type).Word}, but found {item.Found}");
                return false;
            }

            bytes.AddRange(encoded);
        }

        example = example with { ValueType = type, IsArray = target.Find(keys[0]) is ListNode, Data = bytes.ToArray() };
        return true;
    }

    private static NodeIdentity? Node(string? text) => text is not null && NodeIdentity.TryParse(text, out NodeIdentity node) ? node : null;
}
