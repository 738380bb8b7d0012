using System.Net;
using System.Net.Sockets;
using OtEdge.Modbus;

namespace OtEdge.Tests.Conduits;

/// <summary>A Modbus device on a loopback port that does what a test says.</summary>
internal sealed class SocketDevice : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly List<Socket> sockets = [];
    private readonly List<byte[]> received = [];
    private int connections;
    private int connectionsMost;

    public SocketDevice(int port = 0)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The reply to a request; null: none.</summary>
    public Func<byte[], byte[]?> Answer { get; set; } = Frames.Oblige;

    public int Connections => Volatile.Read(ref connections);

    public int ConnectionsMost => Volatile.Read(ref connectionsMost);

    public IReadOnlyList<byte[]> Received
    {
        get
        {
            lock (received)
            {
                return [.. received];
            }
        }
    }

    public void BreakOff(bool reset)
    {
        lock (sockets)
        {
            foreach (Socket socket in sockets)
            {
                if (reset)
                {
                    socket.LingerState = new LingerOption(true, 0);
                }

                socket.Dispose();
            }

            sockets.Clear();
        }
    }

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        BreakOff(reset: false);
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await listener.AcceptSocketAsync();
                socket.NoDelay = true;
                lock (sockets)
                {
                    sockets.Add(socket);
                }

                connectionsMost = Math.Max(connectionsMost, Interlocked.Increment(ref connections));
                _ = Task.Run(() => ServeAsync(socket));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        int filled = 0;
        try
        {
            while (true)
            {
                int count = await socket.ReceiveAsync(buffer.AsMemory(filled));
                if (count == 0)
                {
                    break;
                }

                filled += count;
                int used = 0;
                while (ModbusFraming.TryRead(buffer.AsSpan(used, filled - used), 260, out int bytes, out _) == FrameStatus.Done)
                {
                    byte[] adu = buffer[used..(used + bytes)];
                    used += bytes;
                    lock (received)
                    {
                        received.Add(adu);
                    }

                    if (Answer(adu) is { } reply)
                    {
                        await socket.SendAsync(reply);
                    }
                }

                buffer.AsSpan(used, filled - used).CopyTo(buffer);
                filled -= used;
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The gateway or the test has broken off.
        }

        Interlocked.Decrement(ref connections);
        socket.Dispose();
    }
}
