using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace OtEdge.RelayBenchmark;

/// <summary>An MQTT 5 broker that is of no use: it never answers, answers late, or refuses everybody.</summary>
internal sealed class TroubledBroker(string manner)
{
    public const string Hung = "hung", Slow = "slow", Refusing = "refusing";
    private const int Connect = 1, Publish = 3, PingRequest = 12, PacketBytesMax = 1024 * 1024;
    private const byte NotAuthorized = 0x87;
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(3);

    /// <summary>Serves until the process ends.</summary>
    public async Task Run(int port)
    {
        Native.Pin(0);
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        Terminal.WriteLine("ready");
        while (true)
        {
            _ = Serve(await listener.AcceptTcpClientAsync());
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                while (true)
                {
                    (int type, byte[] body) = await Read(stream);
                    if (manner == Hung)
                    {
                        await Task.Delay(Timeout.Infinite);
                    }

                    await Task.Delay(manner == Slow ? Lateness : TimeSpan.Zero);
                    await stream.WriteAsync(Answer(type, body));
                }
            }
            catch (IOException)
            {
                // The gateway has given up, as it should.
            }
        }
    }

    private byte[] Answer(int type, byte[] body)
    {
        switch (type)
        {
            case Connect:
                return [0x20, 3, 0, manner == Refusing ? NotAuthorized : (byte)0, 0];
            case Publish:
                int id = 2 + BinaryPrimitives.ReadUInt16BigEndian(body);
                return [0x40, 2, body[id], body[id + 1]];
            case PingRequest:
                return [0xD0, 0];
            default:
                return [];
        }
    }

    private static async Task<(int Type, byte[] Body)> Read(NetworkStream stream)
    {
        byte[] one = new byte[1];
        await stream.ReadExactlyAsync(one);
        int type = one[0] >> 4, length = 0, shift = 0;
        do
        {
            await stream.ReadExactlyAsync(one);
            length |= (one[0] & 0x7F) << shift;
            shift += 7;
        }
        while ((one[0] & 0x80) != 0 && shift < 28);
        byte[] body = new byte[Math.Min(length, PacketBytesMax)];
        await stream.ReadExactlyAsync(body);
        return (type, body);
    }
}
