using OtEdge.OpcUa.Types;

namespace OtEdge.Plant.OpcUa;

/// <summary>A node of a plant's OPC UA server.</summary>
/// <param name="id">Its id.</param>
/// <param name="name">Its browse name, in the namespace of its id.</param>
/// <param name="nodeClass">1 object, 2 variable, 4 method (OPC UA Part 3 cl. 8.29).</param>
public sealed class UaNode(NodeId id, string name, uint nodeClass)
{
    /// <summary>Class of an object.</summary>
    public const uint Object = 1;

    /// <summary>Class of a variable.</summary>
    public const uint Variable = 2;

    /// <summary>Class of a method.</summary>
    public const uint Method = 4;

    /// <summary>Its id.</summary>
    public NodeId Id => id;

    /// <summary>Its browse name.</summary>
    public string Name => name;

    /// <summary>Its class.</summary>
    public uint NodeClass => nodeClass;

    /// <summary>The nodes under it.</summary>
    public IReadOnlyList<UaNode> Children { get; init; } = [];

    /// <summary>Its type, for variables.</summary>
    public BuiltInType Type { get; init; }

    /// <summary>Reads its value, for variables.</summary>
    public Func<UaValue>? Read { get; init; }

    /// <summary>Writes its value; null: it cannot be written.</summary>
    public Action<UaValue>? Write { get; init; }

    /// <summary>Calls it, for methods without arguments.</summary>
    public Action? Call { get; init; }
}
