using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Settings.Binding;

/// <summary>Reads an OPC UA operation as people type it: <c>write nsu=http://acme.com/;s=Target float64 90</c>.</summary>
internal static class NodeOperationText
{
    private static readonly string[] Verbs = [.. NodeOperationBinder.Deeds.Select(deed => deed.Word), "call"];

    /// <summary>Reads an operation.</summary>
    /// <param name="names">Names of the site.</param>
    /// <param name="words">Its words; a node may have spaces when it is one word.</param>
    /// <param name="operation">The operation; null when it cannot be read.</param>
    /// <param name="problem">What was expected; empty when it was read.</param>
    public static bool TryParse(SiteNames names, IReadOnlyList<string> words, out OperationExample? operation, out string problem)
    {
        operation = null;
        List<string> rest = Split([.. words]);
        string? client = Take(rest, "client") ?? Take(rest, "from");
        string? user = Take(rest, "user");
        string? attribute = Take(rest, "attribute");
        rest = Split(rest);
        if (rest.Count < 2 || !Verbs.Contains(rest[0]))
        {
            problem = $"expected one of {Quote.OneOf(Verbs)} and a node, such as `read nsu=http://acme.com/filler/;s=Line1.Speed`";
            return false;
        }

        if (!TryNode(rest[1], out NodeIdentity node, out problem))
        {
            return false;
        }

        NodeExample? example = rest[0] == "call" ? Call(node, rest, out problem) : Deed(node, rest, attribute, out problem);
        if (example is null)
        {
            return false;
        }

        example = example with { User = UserIdentity.Parse(user ?? "anonymous") };
        IPAddress? address = null;
        if (client is not null && !NodeOperationBinder.TryClient(names, client, ref example, out address, out problem))
        {
            return false;
        }

        operation = new OperationExample
        {
            Client = address,
            Node = example,
            Class = OpcUaServices.ClassOf(example.Service),
            Text = NodeOperationBinder.TextOf(example, client),
        };
        return true;
    }

    private static List<string> Split(List<string> words) =>
        words.Count == 1 ? [.. words[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)] : words;

    private static NodeExample? Call(NodeIdentity target, List<string> rest, out string problem)
    {
        problem = "expected the object and the method, such as `call nsu=...;s=Line1 nsu=...;s=Line1.Start`";
        return rest.Count == 3 && TryNode(rest[2], out NodeIdentity method, out problem)
            ? new NodeExample { Service = OpcUaService.Call, Node = target, Method = method }
            : null;
    }

    private static NodeExample? Deed(NodeIdentity node, List<string> rest, string? attribute, out string problem)
    {
        OpcUaService service = NodeOperationBinder.Deeds.First(deed => deed.Word == rest[0]).Service;
        int id = 1 + NodeAttributes.Names.ToList().IndexOf(attribute ?? "Value");
        if (id == 0)
        {
            problem = $"unknown attribute {Quote.Words(attribute ?? "")}{NearestName.Hint(attribute ?? "", [.. NodeAttributes.Names])}";
            return null;
        }

        var example = new NodeExample { Service = service, Node = node, Attribute = OpcUaServices.NamesAttributes(service) ? id : 0 };
        List<string> values = rest[2..];
        problem = "";
        if (values.Count == 0)
        {
            return example;
        }

        if (service != OpcUaService.Write)
        {
            problem = $"only a write has a value, but found {Quote.Words(values[0])}";
            return null;
        }

        return WithValues(example, values, out problem);
    }

    private static NodeExample? WithValues(NodeExample example, List<string> values, out string problem)
    {
        NodeValueType type = NodeValueWords.Types.FirstOrDefault(known => known.Word == values[0]).Type;
        if (type != NodeValueType.None)
        {
            values = values[1..];
        }

        problem = "expected a value after its type";
        var bytes = new List<byte>();
        foreach (string value in values)
        {
            type = type == NodeValueType.None ? NodeValueWords.TypeOf(value) : type;
            if (!NodeValueWords.TryEncode(type, value, out byte[] encoded))
            {
                problem = $"expected a value of type {NodeValueWords.Types.First(known => known.Type == type).Word}, but found {Quote.Words(value)}";
                return null;
            }

            bytes.AddRange(encoded);
        }

        return values.Count == 0 ? null : example with { ValueType = type, IsArray = values.Count > 1, Data = bytes.ToArray() };
    }

    private static bool TryNode(string text, out NodeIdentity node, out string problem)
    {
        bool isNode = NodeIdentity.TryParse(text, out node);
        problem = isNode ? ""
            : text.StartsWith("ns=", StringComparison.Ordinal)
                ? $"a namespace index can move when the device restarts; name the namespace of {Quote.Words(text)} by its URI: nsu=..."
                : $"expected a node such as nsu=http://acme.com/filler/;s=Line1.Speed or i=2258, but found {Quote.Words(text)}";
        return isNode;
    }

    private static string? Take(List<string> words, string name)
    {
        int at = words.IndexOf(name);
        if (at < 0 || at + 1 >= words.Count)
        {
            return null;
        }

        string value = words[at + 1];
        words.RemoveRange(at, 2);
        return value;
    }
}
