namespace OtEdge.OpcUa.Types;

/// <summary>Fields that a DataValue has (OPC UA Part 6 cl. 5.2.2.17).</summary>
[Flags]
public enum DataValueFields : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A value.</summary>
    Value = 0x01,

    /// <summary>A status code.</summary>
    Status = 0x02,

    /// <summary>A source timestamp.</summary>
    SourceTimestamp = 0x04,

    /// <summary>A server timestamp.</summary>
    ServerTimestamp = 0x08,

    /// <summary>10 ps intervals of the source timestamp.</summary>
    SourcePicoseconds = 0x10,

    /// <summary>10 ps intervals of the server timestamp.</summary>
    ServerPicoseconds = 0x20,

    /// <summary>All fields that there are.</summary>
    All = 0x3F,
}
