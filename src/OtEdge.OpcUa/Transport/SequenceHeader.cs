using System.Buffers.Binary;

namespace OtEdge.OpcUa.Transport;

/// <summary>What comes first in the secured part of a chunk (OPC UA Part 6 cl. 6.7.2.4, table 44).</summary>
/// <param name="SequenceNumber">Rises by 1 per chunk.</param>
/// <param name="RequestId">Pairs chunks and responses with their request.</param>
public readonly record struct SequenceHeader(uint SequenceNumber, uint RequestId)
{
    /// <summary>Bytes of this header.</summary>
    public const int HeaderBytes = 8;

    /// <summary>Reads it.</summary>
    /// <param name="bytes">At least its bytes.</param>
    public static SequenceHeader Of(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));

    /// <summary>Writes it.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, SequenceNumber);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], RequestId);
    }
}
