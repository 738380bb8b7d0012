using System.Buffers.Binary;

namespace OtEdge.OpcUa.Transport;

/// <summary>What a MSG or CLO chunk says before its sequence header (OPC UA Part 6 cl. 6.7.2.3 and 6.7.2.4).</summary>
/// <param name="ChannelId">Id of the secure channel.</param>
/// <param name="TokenId">Id of the token whose keys secure the chunk.</param>
public readonly record struct SymmetricHeader(uint ChannelId, uint TokenId)
{
    /// <summary>Bytes before the sequence header, the chunk's own header included.</summary>
    public const int EndBytes = ChunkHeader.HeaderBytes + 8;

    /// <summary>Reads it from a chunk that framing gives.</summary>
    public static SymmetricHeader Of(ReadOnlySpan<byte> chunk) =>
        new(BinaryPrimitives.ReadUInt32LittleEndian(chunk[8..]), BinaryPrimitives.ReadUInt32LittleEndian(chunk[12..]));
}
