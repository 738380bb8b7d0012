using System.Buffers.Binary;

namespace OtEdge.RelayBenchmark;

/// <summary>A Modbus device that answers FC3 and FC16 at once, on one thread, whatever their addresses are.</summary>
internal static class Responder
{
    private const int ConnectionsMax = 8192, BytesMax = 8192;

    public static void Run(int port, int processor)
    {
        Native.Pin(processor);
        int listener = Native.Listen(port);
        int poll = Native.CreatePoll();
        Native.Watch(poll, listener, Native.EpollIn, -1);
        Terminal.WriteLine($"ready {port}");
        var events = new Native.PollEvent[512];
        byte[] buffer = new byte[BytesMax], replies = new byte[BytesMax * 2];
        while (true)
        {
            int count = Native.Wait(poll, events, -1);
            for (int n = 0; n < count; n++)
            {
                if (events[n].Key < 0)
                {
                    Accept(poll, listener);
                }
                else
                {
                    Answer(events[n].Key, buffer, replies);
                }
            }
        }
    }

    private static void Accept(int poll, int listener)
    {
        for (int client; (client = Native.Accept(listener)) >= 0;)
        {
            if (client >= ConnectionsMax)
            {
                Native.Close(client);
                continue;
            }

            Native.Watch(poll, client, Native.EpollIn, client);
        }
    }

    /// <summary>Answers every whole request of one segment; the load never splits its requests.</summary>
    private static void Answer(int client, byte[] buffer, byte[] replies)
    {
        int received = Native.Receive(client, buffer);
        if (received <= 0)
        {
            Native.Close(client);
            return;
        }

        int written = 0;
        for (int at = 0; received - at >= 8;)
        {
            ReadOnlySpan<byte> request = buffer.AsSpan(at, received - at);
            int length = 6 + BinaryPrimitives.ReadUInt16BigEndian(request[4..]);
            if (request.Length < length)
            {
                break;
            }

            written += Reply(request[..length], replies.AsSpan(written));
            at += length;
        }

        _ = Native.Send(client, replies.AsSpan(0, written));
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
