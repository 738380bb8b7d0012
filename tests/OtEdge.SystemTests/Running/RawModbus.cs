using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace OtEdge.SystemTests.Running;

/// <summary>A client that sends any bytes at all, for attacks and for reading a device back.</summary>
internal sealed class RawModbus : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private RawModbus()
    {
    }

    public static async Task<RawModbus> Connect(int port)
    {
        var client = new RawModbus();
        await client.socket.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    /// <summary>An ADU with a correct length.</summary>
    public static byte[] Adu(int transaction, int unit, params byte[] pdu)
    {
        var adu = new byte[7 + pdu.Length];
        BinaryPrimitives.WriteUInt16BigEndian(adu, (ushort)transaction);
        BinaryPrimitives.WriteUInt16BigEndian(adu.AsSpan(4), (ushort)(pdu.Length + 1));
        adu[6] = (byte)unit;
        pdu.CopyTo(adu, 7);
        return adu;
    }

    public async Task Send(ReadOnlyMemory<byte> bytes) => await socket.SendAsync(bytes);

    public void EndSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>One whole reply ADU; null when the peer closed or reset instead.</summary>
    /// <exception cref="OperationCanceledException">Neither happened in time: the client was left waiting.</exception>
    public async Task<byte[]?> Receive(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        var header = new byte[7];
        if (!await Fill(header, limit.Token))
        {
            return null;
        }

        var adu = new byte[6 + BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(4))];
        header.CopyTo(adu, 0);
        return await Fill(adu.AsMemory(7), limit.Token) ? adu : null;
    }

    /// <summary>Reads all holding registers 0-499 of a device, straight from it.</summary>
    public static async Task<int[]> HoldingRegisters(int port)
    {
        using RawModbus client = await Connect(port);
        var values = new List<int>();
        for (int first = 0; first < 500; first += 125)
        {
            await client.Send(Adu(first, 1, 3, (byte)(first >> 8), (byte)(first & 0xFF), 0, 125));
            byte[] reply = await client.Receive(TimeSpan.FromSeconds(5)) ?? throw new IOException("the device closed");
            for (int n = 0; n < 125; n++)
            {
                values.Add(BinaryPrimitives.ReadUInt16BigEndian(reply.AsSpan(9 + (2 * n))));
            }
        }

        return [.. values];
    }

    /// <summary>Reads coils 0-495 of a device, straight from it.</summary>
    public static async Task<byte[]> Coils(int port)
    {
        using RawModbus client = await Connect(port);
        await client.Send(Adu(1, 1, 1, 0, 0, 0x01, 0xF0));
        byte[] reply = await client.Receive(TimeSpan.FromSeconds(5)) ?? throw new IOException("the device closed");
        return reply[9..];
    }

    public void Dispose() => socket.Dispose();

    private async Task<bool> Fill(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            while (!buffer.IsEmpty)
            {
                int count = await socket.ReceiveAsync(buffer, cancellation);
                if (count == 0)
                {
                    return false;
                }

                buffer = buffer[count..];
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
