namespace OtEdge.OpcUa.Types;

/// <summary>Built-in types by their ids on the wire (OPC UA Part 6 cl. 5.1.2, table 1).</summary>
public enum BuiltInType : byte
{
    /// <summary>No value.</summary>
    Null = 0,

    /// <summary>True or false, 1 byte.</summary>
    Boolean = 1,

    /// <summary>Signed 8-bit integer.</summary>
    SByte = 2,

    /// <summary>Unsigned 8-bit integer.</summary>
    Byte = 3,

    /// <summary>Signed 16-bit integer.</summary>
    Int16 = 4,

    /// <summary>Unsigned 16-bit integer.</summary>
    UInt16 = 5,

    /// <summary>Signed 32-bit integer.</summary>
    Int32 = 6,

    /// <summary>Unsigned 32-bit integer.</summary>
    UInt32 = 7,

    /// <summary>Signed 64-bit integer.</summary>
    Int64 = 8,

    /// <summary>Unsigned 64-bit integer.</summary>
    UInt64 = 9,

    /// <summary>32-bit floating point number.</summary>
    Float = 10,

    /// <summary>64-bit floating point number.</summary>
    Double = 11,

    /// <summary>UTF-8 text.</summary>
    String = 12,

    /// <summary>100 ns since 1601-01-01 UTC.</summary>
    DateTime = 13,

    /// <summary>16 bytes.</summary>
    Guid = 14,

    /// <summary>Bytes.</summary>
    ByteString = 15,

    /// <summary>An XML element as text.</summary>
    XmlElement = 16,

    /// <summary>The id of a node.</summary>
    NodeId = 17,

    /// <summary>The id of a node, perhaps with namespace URI and server.</summary>
    ExpandedNodeId = 18,

    /// <summary>A status code.</summary>
    StatusCode = 19,

    /// <summary>A name with its namespace.</summary>
    QualifiedName = 20,

    /// <summary>A text with its locale.</summary>
    LocalizedText = 21,

    /// <summary>A structure with the id of its type.</summary>
    ExtensionObject = 22,

    /// <summary>A value with status and timestamps.</summary>
    DataValue = 23,

    /// <summary>Any of these types.</summary>
    Variant = 24,

    /// <summary>Diagnostics of a status code.</summary>
    DiagnosticInfo = 25,
}
