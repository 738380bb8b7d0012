using System.Net;
using System.Net.Sockets;

namespace OtEdge.SystemTests.Alerts;

/// <summary>A path to a server on this machine that everything takes long on, both ways.</summary>
internal sealed class SlowPath : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int target;
    private readonly TimeSpan delay;

    public SlowPath(int target, TimeSpan delay)
    {
        this.target = target;
        this.delay = delay;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Switched off.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
                await Task.WhenAny(CarryAsync(client.GetStream(), server.GetStream()), CarryAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException)
            {
                // One side is gone, and so is the other now.
            }
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to)
    {
        byte[] buffer = new byte[64 * 1024];
        for (int count; (count = await from.ReadAsync(buffer, stop.Token)) > 0;)
        {
            await Task.Delay(delay, stop.Token);
            await to.WriteAsync(buffer.AsMemory(0, count), stop.Token);
        }
    }
}
