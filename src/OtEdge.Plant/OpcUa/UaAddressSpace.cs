using OtEdge.OpcUa.Types;

namespace OtEdge.Plant.OpcUa;

/// <summary>Every node of a plant's OPC UA server, with the few of the OPC UA namespace that clients look for.</summary>
public sealed class UaAddressSpace
{
    private const uint ObjectsFolder = 85;
    private const uint ServerObject = 2253;
    private readonly Dictionary<NodeId, UaNode> nodes = [];

    /// <summary>Makes an address space.</summary>
    /// <param name="namespaces">Namespaces by index, the OPC UA namespace first.</param>
    /// <param name="things">What lies in the Objects folder beside the server itself.</param>
    /// <param name="time">The server's clock.</param>
    public UaAddressSpace(IReadOnlyList<string> namespaces, IReadOnlyList<UaNode> things, TimeProvider time)
    {
        UaNode status = new(Standard(2256), "ServerStatus", UaNode.Object)
        {
            Children =
            [
                Value(2258, "CurrentTime", BuiltInType.DateTime, () => new UaValue(BuiltInType.DateTime, UaTime.Of(time.GetUtcNow()))),
                Value(2259, "State", BuiltInType.Int32, () => new UaValue(BuiltInType.Int32, 0)),
            ],
        };
        UaNode server = new(Standard(ServerObject), "Server", UaNode.Object)
        {
            Children =
            [
                Value(2255, "NamespaceArray", BuiltInType.String, () => new UaValue(BuiltInType.String, 0, namespaces) { IsList = true }),
                status,
            ],
        };
        UaNode objects = new(Standard(ObjectsFolder), "Objects", UaNode.Object) { Children = [server, .. things] };
        Add(new UaNode(Standard(84), "Root", UaNode.Object) { Children = [objects] });
    }

    /// <summary>The node of an id; null when there is none.</summary>
    public UaNode? Find(NodeIdRef id) => nodes.GetValueOrDefault(new NodeId(id));

    private static NodeId Standard(uint number) => new(0, number);

    private static UaNode Value(uint number, string name, BuiltInType type, Func<UaValue> read) =>
        new(Standard(number), name, UaNode.Variable) { Type = type, Read = read };

    private void Add(UaNode node)
    {
        nodes[node.Id] = node;
        foreach (UaNode child in node.Children)
        {
            Add(child);
        }
    }
}
