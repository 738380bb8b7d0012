using System.Buffers.Binary;
using OtEdge.OpcUa.Encoding;

namespace OtEdge.OpcUa.Transport;

/// <summary>Writes messages as chunks of a channel without security (OPC UA Part 6 cl. 6.7.2).</summary>
public static class ChunkWriter
{
    /// <summary>Chunks that a body needs.</summary>
    /// <param name="bodyBytes">Length of the body.</param>
    /// <param name="chunkBytesMax">Longest chunk that the receiver takes.</param>
    public static int ChunksOf(int bodyBytes, int chunkBytesMax)
    {
        int room = chunkBytesMax - ChunkFraming.SymmetricBytesMin;
        return Math.Max(1, (int)(((long)bodyBytes + room - 1) / room));
    }

    /// <summary>Writes a message as chunks; each takes its number from <paramref name="numbers"/>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="header">Channel and token.</param>
    /// <param name="requestId">The request id.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="chunkBytesMax">Longest chunk that the receiver takes.</param>
    /// <param name="numbers">Gives the sequence numbers.</param>
    public static void Write(
        UaWriter writer, SymmetricHeader header, uint requestId, ReadOnlySpan<byte> body, int chunkBytesMax, SequenceMap numbers)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(numbers);
        int room = chunkBytesMax - ChunkFraming.SymmetricBytesMin;
        do
        {
            int part = Math.Min(room, body.Length);
            bool isLast = part == body.Length;
            Span<byte> chunk = writer.Room(ChunkFraming.SymmetricBytesMin + part);
            BinaryPrimitives.WriteUInt32LittleEndian(
                chunk, (uint)MessageType.Message | ((uint)(isLast ? ChunkKind.Final : ChunkKind.Intermediate) << 24));
            BinaryPrimitives.WriteInt32LittleEndian(chunk[4..], chunk.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(chunk[8..], header.ChannelId);
            BinaryPrimitives.WriteUInt32LittleEndian(chunk[12..], header.TokenId);
            new SequenceHeader(numbers.PutIn(), requestId).Write(chunk[SymmetricHeader.EndBytes..]);
            body[..part].CopyTo(chunk[ChunkFraming.SymmetricBytesMin..]);
            body = body[part..];
            if (isLast)
            {
                return;
            }
        }
        while (true);
    }
}
