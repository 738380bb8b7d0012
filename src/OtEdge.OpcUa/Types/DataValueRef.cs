namespace OtEdge.OpcUa.Types;

/// <summary>A DataValue that stays in the message it was read from (OPC UA Part 6 cl. 5.2.2.17).</summary>
public readonly ref struct DataValueRef
{
    /// <summary>Which fields there are.</summary>
    public DataValueFields Fields { get; init; }

    /// <summary>The value; null when there is none.</summary>
    public VariantRef Value { get; init; }

    /// <summary>The status; good when there is none.</summary>
    public uint Status { get; init; }
}
