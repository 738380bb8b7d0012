namespace OtEdge.Core.Zones;

/// <summary>What a conduit speaks.</summary>
public enum ConduitProtocol
{
    /// <summary>Modbus TCP (MBAP), judged operation by operation.</summary>
    ModbusTcp,

    /// <summary>OPC UA binary over TCP.</summary>
    OpcUa,

    /// <summary>Any TCP protocol: relayed and recorded by connection, not read.</summary>
    Tcp,
}
