using System.Net.Sockets;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>What a test does with a client's socket, with a time limit on everything.</summary>
internal static class SocketExtensions
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public static async Task<byte[]> AskAsync(this Socket socket, byte[] adu)
    {
        await socket.SendAsync(adu);
        return await socket.FrameAsync();
    }

    public static async Task<byte[]> FrameAsync(this Socket socket)
    {
        byte[] header = await socket.ExactlyAsync(6);
        return [.. header, .. await socket.ExactlyAsync((header[4] << 8) | header[5])];
    }

    public static async Task<byte[]> ExactlyAsync(this Socket socket, int count)
    {
        byte[] bytes = new byte[count];
        for (int filled = 0; filled < count;)
        {
            int more = await socket.SomeAsync(bytes.AsMemory(filled));
            Assert.True(more > 0, $"the connection ended after {filled} of {count} bytes");
            filled += more;
        }

        return bytes;
    }

    /// <summary>0 at the end of the connection; throws when it was reset.</summary>
    public static async Task<int> SomeAsync(this Socket socket, Memory<byte> bytes)
    {
        using var limit = new CancellationTokenSource(Longest);
        return await socket.ReceiveAsync(bytes, SocketFlags.None, limit.Token);
    }

    public static async Task<bool> IsResetAsync(this Socket socket)
    {
        try
        {
            await socket.SomeAsync(new byte[1]);
            return false;
        }
        catch (SocketException fault)
        {
            return fault.SocketErrorCode == SocketError.ConnectionReset;
        }
    }
}
