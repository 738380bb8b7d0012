namespace OtEdge.OpcUa.Types;

/// <summary>What the identifier of a NodeId is (OPC UA Part 3 cl. 8.2.4).</summary>
public enum NodeIdKind : byte
{
    /// <summary>A number, <c>i=</c>.</summary>
    Numeric = 0,

    /// <summary>UTF-8 text, <c>s=</c>.</summary>
    String = 1,

    /// <summary>16 bytes, <c>g=</c>.</summary>
    Guid = 2,

    /// <summary>Bytes, <c>b=</c>.</summary>
    Opaque = 3,
}
