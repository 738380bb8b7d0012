using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace OtEdge.Conduits.Relaying.Portable;

/// <summary>Accepts the clients of one conduit.</summary>
internal sealed class PortableListener : IDisposable
{
    private const int PauseMilliseconds = 100;
    private readonly PortableLoop loop;
    private readonly Socket socket;
    private readonly ConduitContext conduit;
    private readonly ILogger logger;
    private readonly SocketAsyncEventArgs accepting = new();
    private bool isListening = true;

    public PortableListener(PortableLoop loop, Socket socket, ConduitContext conduit, ILogger logger)
    {
        this.loop = loop;
        this.socket = socket;
        this.conduit = conduit;
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
        var client = new PortableLink(loop, LinkSide.Client, plain);
        try
        {
            client.Adopt(accepted);
            conduit.Accept(client);
        }
        catch
        {
            client.Reset();
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
