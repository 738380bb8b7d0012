using System.Buffers.Binary;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>The numbers of a chunk (OPC UA Part 6, 6.7.2.4).</summary>
/// <param name="Number">Its place among all chunks of its direction.</param>
/// <param name="RequestId">The request that it is, or answers.</param>
public readonly record struct SequenceHeader(uint Number, uint RequestId)
{
    /// <summary>Reads it.</summary>
    /// <param name="bytes">At least 8.</param>
    public static SequenceHeader Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));

    /// <summary>Writes it.</summary>
    /// <param name="bytes">At least 8.</param>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Number);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], RequestId);
    }
}
