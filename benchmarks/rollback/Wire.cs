using System.Net;
using System.Net.Sockets;

namespace OtEdge.RollbackBenchmark;

/// <summary>One Modbus connection that asks the same thing again and again and waits for each answer.</summary>
internal sealed class Wire : IDisposable
{
    private const int ExceptionBytes = 9;
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] request;
    private readonly byte[] reply = new byte[64];

    public Wire(string from, IPEndPoint gateway, byte[] request)
    {
        this.request = request;
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        socket.Connect(gateway);
    }

    /// <summary>FC3 of one register.</summary>
    public static byte[] Read => [0, 1, 0, 0, 0, 6, 1, 3, 0, 0, 0, 1];

    /// <summary>FC6 of a register.</summary>
    public static byte[] Write(byte address) => [0, 2, 0, 0, 0, 6, 1, 6, 0, address, 0, 77];

    /// <summary>Asks once.</summary>
    /// <returns>True when it was answered; false when it was refused.</returns>
    /// <exception cref="IOException">The connection was dropped.</exception>
    public bool Ask()
    {
        socket.Send(request);
        Fill(0, ExceptionBytes);
        if ((reply[7] & 0x80) != 0)
        {
            return false;
        }

        Fill(ExceptionBytes, 6 + reply[5]);
        return true;
    }

    public void Dispose() => socket.Dispose();

    private void Fill(int from, int to)
    {
        while (from < to)
        {
            int received = socket.Receive(reply, from, to - from, SocketFlags.None);
            from += received > 0 ? received : throw new IOException("a connection was dropped");
        }
    }
}
