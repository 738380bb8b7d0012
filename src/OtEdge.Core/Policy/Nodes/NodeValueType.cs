namespace OtEdge.Core.Policy.Nodes;

/// <summary>Built-in types by their ids (OPC 10000-6 cl. 5.1.2), as far as limits tell them apart.</summary>
public enum NodeValueType
{
    /// <summary>No value.</summary>
    None = 0,

    /// <summary>One byte, 0 or 1.</summary>
    Boolean = 1,

    /// <summary>8 bits, signed.</summary>
    SByte = 2,

    /// <summary>8 bits.</summary>
    Byte = 3,

    /// <summary>16 bits, signed.</summary>
    Int16 = 4,

    /// <summary>16 bits.</summary>
    UInt16 = 5,

    /// <summary>32 bits, signed.</summary>
    Int32 = 6,

    /// <summary>32 bits.</summary>
    UInt32 = 7,

    /// <summary>64 bits, signed.</summary>
    Int64 = 8,

    /// <summary>64 bits.</summary>
    UInt64 = 9,

    /// <summary>IEEE 754 binary32.</summary>
    Float = 10,

    /// <summary>IEEE 754 binary64.</summary>
    Double = 11,

    /// <summary>A text.</summary>
    String = 12,

    /// <summary>Every other type (13 to 25): no number.</summary>
    Other = 13,
}
