using System.Net;
using System.Net.Sockets;
using Xunit;

namespace OtEdge.Tests.Plant;

/// <summary>Sends and receives bytes as they are.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public RawClient(IPEndPoint server) => socket.Connect(server);

    public async Task SendAsync(string hex) =>
        await socket.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    public async Task<string> ReceiveAsync(int bytes)
    {
        using CancellationTokenSource patience = new(Patience);
        byte[] buffer = new byte[bytes];
        int filled = 0;
        while (filled < bytes)
        {
            int got = await socket.ReceiveAsync(buffer.AsMemory(filled), patience.Token);
            Assert.True(got > 0, $"closed after {filled} of {bytes} bytes");
            filled += got;
        }

        return Convert.ToHexString(buffer);
    }

    /// <summary>True when the peer ends the connection, by FIN or reset, without another byte.</summary>
    public async Task<bool> IsClosedAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            return await socket.ReceiveAsync(new byte[1], patience.Token) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>True when nothing comes, no byte and no end, for a while.</summary>
    public async Task<bool> IsSilentAsync(TimeSpan span)
    {
        using CancellationTokenSource patience = new(span);
        try
        {
            await socket.ReceiveAsync(new byte[1], patience.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    public void Dispose() => socket.Dispose();
}
