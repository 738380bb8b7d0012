using System.Buffers.Binary;

namespace OtEdge.RelayBenchmark;

/// <summary>A Modbus device that answers FC3 and FC16 at once, whatever their addresses are.</summary>
internal sealed class ModbusDevice : IDevice
{
    private readonly byte[] replies = new byte[16 * 1024];

    public void Begin(int client)
    {
    }

    // The load never splits its requests.
    public ReadOnlySpan<byte> Answer(int client, ReadOnlySpan<byte> received)
    {
        int written = 0;
        while (received.Length >= 8 && received.Length >= 6 + BinaryPrimitives.ReadUInt16BigEndian(received[4..]))
        {
            int length = 6 + BinaryPrimitives.ReadUInt16BigEndian(received[4..]);
            written += Reply(received[..length], replies.AsSpan(written));
            received = received[length..];
        }

        return replies.AsSpan(0, written);
    }

    private static int Reply(ReadOnlySpan<byte> request, Span<byte> reply)
    {
        request[..12].CopyTo(reply);
        if (request[7] == 3)
        {
            int bytes = request[11] * 2;
            BinaryPrimitives.WriteUInt16BigEndian(reply[4..], (ushort)(3 + bytes));
            reply[8] = (byte)bytes;
            reply.Slice(9, bytes).Fill(0x2A);
            return 9 + bytes;
        }

        BinaryPrimitives.WriteUInt16BigEndian(reply[4..], 6);
        return 12;
    }
}
