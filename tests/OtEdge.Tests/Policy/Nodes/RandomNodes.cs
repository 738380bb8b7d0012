using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;

namespace OtEdge.Tests.Policy.Nodes;

/// <summary>Random OPC UA policies, clients and operations from a small universe, so that they often meet.</summary>
internal static class RandomNodes
{
    private static readonly string[] Nodes =
[
    "nsu=urn:a;s=A", "nsu=urn:a;s=A.b", "nsu=urn:a;s=A.bc", "nsu=urn:a;s=B", "nsu=urn:b;s=A.b", "nsu=urn:a;i=1", "nsu=urn:b;i=1",
        "i=1", "i=2258", "i=2400", "nsu=urn:a;g=09087e75-8e5e-499b-954f-f2a9603db28a", "nsu=urn:b;b=AQI=", "nsu=urn:a;s=A.bcd.efghijklmnop",
    ];

    private static readonly string[] Patterns = ["*", "nsu=urn:a;*", "nsu=urn:a;s=*", "nsu=urn:a;s=A*", "nsu=urn:a;s=A.b*", "nsu=urn:a;s=A.bc*", "nsu=urn:b;s=*", .. Nodes];
    private static readonly UserIdentity?[] Users = [null, UserIdentity.Anonymous, UserIdentity.Parse("lab"), new UserIdentity(UserKind.Token)];
    private static readonly OpcUaService[] Services =
    [
        OpcUaService.Read, OpcUaService.Read, OpcUaService.Write, OpcUaService.Write, OpcUaService.Write, OpcUaService.Call, OpcUaService.Call, OpcUaService.Browse,
        OpcUaService.CreateMonitoredItems, OpcUaService.Publish, OpcUaService.HistoryRead, OpcUaService.HistoryUpdate, OpcUaService.AddNodes,
        OpcUaService.CreateSession, OpcUaService.UnregisterNodes, (OpcUaService)9999,
    ];

    public static IReadOnlyList<string> Uris { get; } = [NamespaceTable.BaseUri, "urn:a", "urn:b"];

    public static PolicyDocument Policy(Random random) => new()
    {
        Name = "random",
        Protocol = ConduitProtocol.OpcUa,
        Strict = random.Next(3) == 0,
        Rules = [.. Enumerable.Range(0, random.Next(1, 10)).Select(i => new Rule
        {
            Id = $"r{i}",
            Clients = RandomClients(random),
            Classes = RandomClasses(random),
            Nodes = RandomTerms(random, limits: true),
            Rate = random.Next(6) == 0 ? new RateLimit(random.Next(1, 4), TimeSpan.FromSeconds(30)) : null,
            Expires = random.Next(5) == 0 ? DateTimeOffset.UnixEpoch.AddDays(1) : null,
        })],
        Pinned = [.. Enumerable.Range(0, random.Next(4) == 0 ? 1 : 0).Select(i => new PinnedRefusal
        {
            Id = $"p{i}",
            Clients = RandomClients(random),
            Classes = RandomClasses(random) & ~OperationClasses.Session,
            Nodes = RandomTerms(random, limits: false),
        })],
    };

    private static ClientSelector[] RandomClients(Random random) => random.Next(3) == 0 ? [] :
    [
        .. Enumerable.Range(0, random.Next(1, 3)).Select(_ => new ClientSelector(
            "x", random.Next(3) == 0 ? [] : [IPNetwork.Parse($"10.0.0.{random.Next(3)}/32")], random.Next(2) == 0 ? null : $"urn:app:{random.Next(2)}")),
    ];

    private static OperationClasses RandomClasses(Random random)
    {
        OperationClasses[] all =
        [
            OperationClasses.Read, OperationClasses.Write, OperationClasses.Write, OperationClasses.Call, OperationClasses.Call, OperationClasses.Browse,
            OperationClasses.Subscribe, OperationClasses.History, OperationClasses.Admin, OperationClasses.Session,
        ];
        return Enumerable.Range(0, random.Next(1, 5)).Aggregate(OperationClasses.None, (classes, _) => classes | all[random.Next(all.Length)]);
    }

    private static NodeTerms RandomTerms(Random random, bool limits) => new()
    {
        Users = random.Next(3) > 0 ? [] : [UserIdentity.Parse(random.Next(2) == 0 ? "anonymous" : "lab")],
        Nodes = [.. Enumerable.Range(0, random.Next(4)).Select(_ => NodePattern.TryParse(Patterns[random.Next(Patterns.Length)], out NodePattern pattern) ? pattern : throw new InvalidOperationException()).Distinct()],
        Attributes = random.Next(4) switch { 0 => NodeAttributes.All, 1 => NodeAttributes.Of(13) | NodeAttributes.Of(4), _ => 0 },
        Methods = [.. Enumerable.Range(0, random.Next(3) == 0 ? 2 : 0).Select(_ => new NodeMethod(RandomNode(random), RandomNode(random)))],
        Limits = !limits || random.Next(3) == 0 ? [] :
        [
            new NodeLimit
            {
                Min = random.Next(2) == 0 ? null : random.Next(-5, 5),
                Max = random.Next(2) == 0 ? null : random.Next(5, 40),
                MaxStep = random.Next(2) == 0 ? null : random.Next(1, 9),
                Type = random.Next(6) == 0 ? NodeValueType.Double : NodeValueType.None,
            },
        ],
    };

    public static NodeClient Client(Random random) => new(
        new ClientIdentity(IPAddress.Parse($"10.0.0.{random.Next(4)}"), random.Next(3) switch { 0 => null, 1 => "urn:app:0", _ => "urn:app:1" }),
        Users[random.Next(Users.Length)]);

    private static NodeIdentity RandomNode(Random random) =>
        NodeIdentity.TryParse(Nodes[random.Next(Nodes.Length)], out NodeIdentity node) ? node : throw new InvalidOperationException();

    public static NodeExample Operation(Random random)
    {
        OpcUaService service = Services[random.Next(Services.Length)];
        bool writes = service == OpcUaService.Write && random.Next(10) > 0;
        NodeValueType type = !writes ? NodeValueType.None : random.Next(6) switch
        {
            0 => NodeValueType.Int32,
            1 => NodeValueType.UInt64,
            2 => NodeValueType.String,
            3 => NodeValueType.Boolean,
            _ => NodeValueType.Double,
        };
        int count = writes && random.Next(4) == 0 ? random.Next(0, 4) : 1;
        return new NodeExample
        {
            Service = service,
            Node = random.Next(15) == 0 ? null : RandomNode(random),
            Method = service == OpcUaService.Call ? RandomNode(random) : null,
            Attribute = !OpcUaServices.NamesAttributes(service) ? 0 : random.Next(5) switch { 0 => 4, 1 => random.Next(0, 40), _ => 13 },
            HasIndexRange = writes && random.Next(8) == 0,
            ValueType = type,
            IsArray = count != 1,
            Data = Enumerable.Range(0, count).SelectMany(_ => RandomValue(random, type)).ToArray(),
        };
    }

    private static byte[] RandomValue(Random random, NodeValueType type) => type switch
    {
        NodeValueType.Int32 => BitConverter.GetBytes(random.Next(-10, 45)),
        NodeValueType.UInt64 => BitConverter.GetBytes((ulong)random.Next(45)),
        NodeValueType.Boolean => [(byte)random.Next(2)],
        NodeValueType.String => [65],
        NodeValueType.Double => BitConverter.GetBytes(random.Next(12) == 0 ? double.NaN : random.Next(-10, 45) / 2.0),
        _ => [],
    };
}
