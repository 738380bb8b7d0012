using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace OtEdge.RelayBenchmark;

/// <summary>What keeps an OtEdge busy beside the load that is measured; each runs until it is ended.</summary>
internal static class Disturbers
{
    private const int FloodConnections = 16, RefusedPauseMilliseconds = 5;
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(2), BetweenHolds = TimeSpan.FromMilliseconds(100);
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

    /// <summary>A client that writes single registers which no rule allows, each to another address, and takes the refusals.</summary>
    public static void Refused(int port, int requestsPerSecond)
    {
        Native.Pin(0);
        int socket = Native.Connect(port);
        byte[] request = [0, 0, 0, 0, 0, 6, 9, 6, 0, 0, 0, 1], replies = new byte[64 * 1024];
        ushort transaction = (ushort)Random.Shared.Next(ushort.MaxValue);
        while (true)
        {
            Thread.Sleep(RefusedPauseMilliseconds);
            for (int n = 0; n < requestsPerSecond * RefusedPauseMilliseconds / 1000; n++)
            {
                transaction = unchecked((ushort)(transaction + 1));
                BinaryPrimitives.WriteUInt16BigEndian(request, transaction);
                BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(8), transaction);
                _ = Native.Send(socket, request);
            }

            _ = Native.Receive(socket, replies);
        }
    }

    /// <summary>Keeps every writer of a gateway's files waiting, as a disk does that is stuck.</summary>
    public static void Hold(string state)
    {
        Native.Pin(0);
        SqliteConnection[] files = [Open(Path.Combine(state, "journal.db")), Open(Path.Combine(state, "traffic.db"))];
        while (true)
        {
            Array.ForEach(files, file => Run(file, "BEGIN IMMEDIATE"));
            Thread.Sleep(Held);
            Array.ForEach(files, file => Run(file, "ROLLBACK"));
            Thread.Sleep(BetweenHolds);
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

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Mode=ReadWrite;Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string statement)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
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
