using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;

namespace OtEdge.Tests.Policy.Nodes;

/// <summary>Builds OPC UA policies and operations in few words; nodes are texts of one namespace.</summary>
internal sealed class NodePolicy
{
    public const string Uri = "http://acme.com/filler/";

    private NodePolicy(PolicyDocument document) => Document = document;

    public NodePolicy()
        : this(new PolicyDocument { Name = "filling-opcua", Protocol = ConduitProtocol.OpcUa })
    {
    }

    public PolicyDocument Document { get; }

    public RuleSet Rules => RuleSet.Compile(Document);

    public static NodeIdentity Node(string text, string uri = Uri) =>
        NodeIdentity.TryParse($"nsu={uri};s={text}", out NodeIdentity node) ? node : throw new ArgumentException(text);

    public static NodePattern Pattern(string text) =>
        NodePattern.TryParse(text == "*" || text.StartsWith("nsu=", StringComparison.Ordinal) || text.StartsWith("i=", StringComparison.Ordinal) ? text : $"nsu={Uri};s={text}", out NodePattern pattern)
            ? pattern
            : throw new ArgumentException(text);

    public static NodeExample Example(OpcUaService service, string? text, string uri = Uri) => new()
    {
        Service = service,
        Node = text is null ? null : Node(text, uri),
        Attribute = OpcUaServices.NamesAttributes(service) ? NodeAttributes.Value : 0,
    };

    public static NodeExample Writing(string text, double value) => Example(OpcUaService.Write, text) with
    {
        ValueType = NodeValueType.Double,
        Data = BitConverter.GetBytes(value),
    };

    public NodePolicy Strict() => new(Document with { Strict = true });

    public NodePolicy With(Rule rule) => new(Document with { Rules = [.. Document.Rules, rule] });

    public NodePolicy Pin(string id, OperationClasses classes, string? nodes = null) => new(Document with
    {
        Pinned = [.. Document.Pinned, new PinnedRefusal { Id = id, Classes = classes, Nodes = nodes is null ? null : new NodeTerms { Nodes = [Pattern(nodes)] } }],
    });

    public NodePolicy Rule(string id, OperationClasses classes, string? nodes = null, Func<NodeTerms, NodeTerms>? more = null)
    {
        var terms = new NodeTerms { Nodes = nodes is null ? [] : [Pattern(nodes)] };
        return With(new Rule { Id = id, Classes = classes, Nodes = more is null ? terms : more(terms) });
    }

    public NodePolicy Method(string id, string on, string method) =>
        Rule(id, OperationClasses.Call, more: terms => terms with { Methods = [new NodeMethod(Node(on), Node(method))] });

    public Decision Decide(NodeExample example, IPAddress? client = null) =>
        Rules.Decide(new OperationExample { Node = example, Client = client ?? IPAddress.Loopback }, new JudgingTime(0, DateTimeOffset.UnixEpoch));

    public Decision Read(string text) => Decide(Example(OpcUaService.Read, text));

    public Decision Write(string text, double value) => Decide(Writing(text, value));

    public Decision Call(string on, string method) => Decide(Example(OpcUaService.Call, on) with { Method = Node(method) });
}
