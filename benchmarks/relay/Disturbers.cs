using System.Buffers.Binary;
using System.Net.Sockets;

namespace OtEdge.RelayBenchmark;

/// <summary>What keeps an OtEdge busy beside the load that is measured; each runs until it is ended.</summary>
internal static class Disturbers
{
    private const int FloodConnections = 16;
    private static readonly TimeSpan ReaderPause = TimeSpan.FromMilliseconds(100);

    /// <summary>A device that takes connections, never reads, and never answers.</summary>
    public static void Hang(int port)
    {
        _ = Native.Listen(port);
        Terminal.WriteLine("ready");
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Sends requests at a rate, whether they are answered or not; what does not fit is not sent.</summary>
    public static void Flood(int port, int requestsPerSecond)
    {
        Native.Pin(0);
        int[] sockets = [.. Enumerable.Range(0, FloodConnections).Select(_ => Native.Connect(port))];
        byte[] request = [0, 0, 0, 0, 0, 6, 1, 3, 0, 0, 0, 10], replies = new byte[64 * 1024];
        ushort transaction = 0;
        while (true)
        {
            Thread.Sleep(1);
            for (int n = 0; n < requestsPerSecond / 1000; n++)
            {
                transaction = unchecked((ushort)(transaction + 1));
                BinaryPrimitives.WriteUInt16BigEndian(request, transaction);
                _ = Native.Send(sockets[transaction % FloodConnections], request);
            }

            _ = Native.Receive(sockets[transaction % FloodConnections], replies);
        }
    }

    /// <summary>Viewers that ask for the status ten times a second each.</summary>
    public static async Task Read(string socketPath, int readers)
    {
        Native.Pin(0);
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        await Task.WhenAll(Enumerable.Range(0, readers).Select(_ => Watch(client)));
    }

    private static async Task Watch(HttpClient client)
    {
        while (true)
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri("/api/v1/status", UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            await Task.Delay(ReaderPause);
        }
    }
}
