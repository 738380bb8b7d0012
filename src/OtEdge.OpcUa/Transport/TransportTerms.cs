using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Transport;

/// <summary>The five numbers of HEL and ACK (OPC UA Part 6 cl. 7.1.2.3 and 7.1.2.4).</summary>
public readonly record struct TransportTerms
{
    /// <summary>Smallest buffer that the protocol allows with RSA policies (OPC UA Part 6 cl. 7.1.2.3).</summary>
    public const uint BufferBytesMin = 8192;

    internal TransportTerms(scoped ref UaReader reader)
    {
        ProtocolVersion = reader.UInt32();
        ReceiveBytes = reader.UInt32();
        SendBytes = reader.UInt32();
        MessageBytesMax = reader.UInt32();
        ChunksMax = reader.UInt32();
    }

    /// <summary>Version of the protocol, 0.</summary>
    public uint ProtocolVersion { get; init; }

    /// <summary>Longest chunk that the sender of these terms takes.</summary>
    public uint ReceiveBytes { get; init; }

    /// <summary>Longest chunk that the sender of these terms sends.</summary>
    public uint SendBytes { get; init; }

    /// <summary>Longest message that the sender of these terms takes; 0: no limit.</summary>
    public uint MessageBytesMax { get; init; }

    /// <summary>Most chunks of a message that the sender of these terms takes; 0: no limit.</summary>
    public uint ChunksMax { get; init; }

    internal void Write(UaWriter writer)
    {
        writer.UInt32(ProtocolVersion);
        writer.UInt32(ReceiveBytes);
        writer.UInt32(SendBytes);
        writer.UInt32(MessageBytesMax);
        writer.UInt32(ChunksMax);
    }
}
