namespace OtEdge.OpcUa.Transport;

/// <summary>Which part of its message a chunk is (OPC UA Part 6 cl. 6.7.2.2, table 41).</summary>
public enum ChunkKind : byte
{
    /// <summary>More chunks follow.</summary>
    Intermediate = (byte)'C',

    /// <summary>The last chunk, or the only one.</summary>
    Final = (byte)'F',

    /// <summary>The sender gives the message up.</summary>
    Abort = (byte)'A',
}
