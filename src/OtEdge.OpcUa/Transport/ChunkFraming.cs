using System.Buffers.Binary;

namespace OtEdge.OpcUa.Transport;

/// <summary>Finds chunks in a stream of bytes (OPC UA Part 6 cl. 6.7.2 and 7.1.2).</summary>
public static class ChunkFraming
{
    /// <summary>Bytes before the body of a MSG or CLO chunk: header 8, channel 4, token 4, sequence number 4, request id 4.</summary>
    public const int SymmetricBytesMin = 24;

    /// <summary>Bytes of the shortest OPN: header 8, channel 4, three lengths 4 each, sequence number 4, request id 4.</summary>
    public const int AsymmetricBytesMin = 32;

    /// <summary>Longest text of a transport message (OPC UA Part 6 cl. 7.1.2.3).</summary>
    public const int TransportTextBytesMax = 4096;

    /// <summary>Looks for one chunk at the start of bytes. A header that can never become a chunk is a fault at once.</summary>
    /// <param name="bytes">What has come and has not been framed yet.</param>
    /// <param name="chunkBytesMax">The receiver's buffer.</param>
    /// <param name="header">With <see cref="FrameStatus.Done"/> the header; with <see cref="FrameStatus.NeedMore"/> also, as soon as
    /// its 8 bytes are there, otherwise nothing.</param>
    /// <param name="fault">With <see cref="FrameStatus.Fault"/> what is wrong.</param>
    public static FrameStatus TryRead(ReadOnlySpan<byte> bytes, int chunkBytesMax, out ChunkHeader header, out WireFault fault)
    {
        fault = default;
        header = default;
        if (bytes.Length < ChunkHeader.HeaderBytes)
        {
            return bytes.Length >= 3 && LeastBytes(TypeOf(bytes)) == 0 ? Fault(WireFaultKind.MessageType, bytes, out fault) : FrameStatus.NeedMore;
        }

        MessageType type = TypeOf(bytes);
        var kind = (ChunkKind)bytes[3];
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        int least = LeastBytes(type);
        if (least == 0)
        {
            return Fault(WireFaultKind.MessageType, bytes, out fault);
        }

        if (!HasKind(type, kind))
        {
            return Fault(WireFaultKind.ChunkFlag, bytes, out fault);
        }

        int most = Math.Min(chunkBytesMax, MostBytes(type));
        if (size < least)
        {
            fault = new WireFault(WireFaultKind.ChunkTooShort, least, size);
            return FrameStatus.Fault;
        }

        if (size > most)
        {
            fault = new WireFault(WireFaultKind.ChunkTooLong, most, size);
            return FrameStatus.Fault;
        }

        header = new ChunkHeader(type, kind, (int)size);
        return bytes.Length >= header.Bytes ? FrameStatus.Done : FrameStatus.NeedMore;
    }

    private static MessageType TypeOf(ReadOnlySpan<byte> bytes) => (MessageType)(bytes[0] | (bytes[1] << 8) | (bytes[2] << 16));

    private static FrameStatus Fault(WireFaultKind what, ReadOnlySpan<byte> bytes, out WireFault fault)
    {
        fault = new WireFault(what, -1, what == WireFaultKind.ChunkFlag ? bytes[3] : (long)TypeOf(bytes));
        return FrameStatus.Fault;
    }

    private static bool HasKind(MessageType type, ChunkKind kind) => type switch
    {
        MessageType.Message or MessageType.OpenChannel => kind is ChunkKind.Final or ChunkKind.Intermediate or ChunkKind.Abort,
        _ => kind == ChunkKind.Final,
    };

    private static int LeastBytes(MessageType type) => type switch
    {
        MessageType.Hello => 32,
        MessageType.Acknowledge => 28,
        MessageType.Error => 16,
        MessageType.ReverseHello => 16,
        MessageType.OpenChannel => AsymmetricBytesMin,
        MessageType.Message or MessageType.CloseChannel => SymmetricBytesMin,
        _ => 0,
    };

    private static int MostBytes(MessageType type) => type switch
    {
        MessageType.Hello => 32 + TransportTextBytesMax,
        MessageType.Acknowledge => 28,
        MessageType.Error => 16 + TransportTextBytesMax,
        MessageType.ReverseHello => 16 + (2 * TransportTextBytesMax),
        _ => int.MaxValue,
    };
}
