using System.Buffers.Binary;

namespace OtEdge.RelayBenchmark;

/// <summary>Reads ten registers (FC3), and writes ten (FC16) with every eighth request, through blocks of ten.</summary>
internal sealed class ModbusTalk : ITalk
{
    private readonly byte[] request = new byte[33];
    private ushort transaction;

    public void Prepare(Func<byte[], byte[]> exchange)
    {
    }

    public void Begin(int connection, Func<byte[], byte[]> exchange)
    {
    }

    public ReadOnlySpan<byte> Request(int connection)
    {
        transaction = unchecked((ushort)(transaction + 1));
        bool writes = transaction % 8 == 0;
        Span<byte> frame = request.AsSpan(0, writes ? 33 : 12);
        BinaryPrimitives.WriteUInt16BigEndian(frame, transaction);
        BinaryPrimitives.WriteUInt16BigEndian(frame[4..], (ushort)(frame.Length - 6));
        frame[6] = 1;
        frame[7] = writes ? (byte)16 : (byte)3;
        BinaryPrimitives.WriteUInt16BigEndian(frame[8..], (ushort)(transaction % Gateways.Blocks * 10));
        BinaryPrimitives.WriteUInt16BigEndian(frame[10..], 10);
        if (writes)
        {
            frame[12] = 20;
        }

        return frame;
    }

    // Replies are shorter than a segment and come whole.
    public ReplyKind Take(int connection, ReadOnlySpan<byte> received) =>
        received.Length >= 9 && (received[7] & 0x80) == 0 ? ReplyKind.Good : ReplyKind.Bad;
}
