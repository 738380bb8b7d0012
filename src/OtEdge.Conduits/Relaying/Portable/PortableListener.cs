using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace OtEdge.Conduits.Relaying.Portable;

/// <summary>Accepts the clients of one conduit, or the devices that call in.</summary>
internal sealed class PortableListener : IDisposable
{
    private const int PauseMilliseconds = 100;
    private readonly PortableLoop loop;
    private readonly Socket socket;
    private readonly LinkSide side;
    private readonly Action<Link> accept;
    private readonly ILogger logger;
    private readonly SocketAsyncEventArgs accepting = new();
    private bool isListening = true;

    public PortableListener(PortableLoop loop, Socket socket, LinkSide side, Action<Link> accept, ILogger logger)
    {
        this.loop = loop;
        this.socket = socket;
        this.side = side;
        this.accept = accept;
        this.logger = logger;
        accepting.Completed += (_, _) => loop.Post(FinishAccepting);
        loop.Keep(this);
        Accept();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isListening = false;
        loop.Forget(this);
        socket.Dispose();
        accepting.Dispose();
    }

    private void Accept()
    {
        accepting.AcceptSocket = null;
        if (!socket.AcceptAsync(accepting))
        {
            loop.Post(FinishAccepting);
        }
    }

    private void FinishAccepting()
    {
        Socket? accepted = accepting.AcceptSocket;
        if (!isListening)
        {
            accepted?.Dispose();
            return;
        }

        if (accepting.SocketError == SocketError.Success && accepted?.RemoteEndPoint is IPEndPoint peer)
        {
            Hand(accepted, peer);
            Accept();
        }
        else if (accepting.SocketError is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
        {
            Log.AcceptFailed(logger, accepting.SocketError.ToString(), PauseMilliseconds);
            _ = ResumeAsync();
        }
        else
        {
            accepted?.Dispose();
            Accept();
        }
    }

    private void Hand(Socket accepted, IPEndPoint peer)
    {
        IPEndPoint plain = peer.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(peer.Address.MapToIPv4(), peer.Port) : peer;
        var link = new PortableLink(loop, side, plain);
        try
        {
            link.Adopt(accepted);
            accept(link);
        }
        catch
        {
            link.Reset();
            throw;
        }
    }

    private async Task ResumeAsync()
    {
        await Task.Delay(PauseMilliseconds).ConfigureAwait(false);
        loop.Post(() =>
        {
            if (isListening)
            {
                Accept();
            }
        });
    }
}
