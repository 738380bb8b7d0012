using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace OtEdge.Conduits.Relaying.Epoll;

/// <summary>Accepts the clients of one conduit, or the devices that call in.</summary>
internal sealed class EpollListener : IEpollTarget, IDisposable
{
    private const int AddressBytesMax = 128;
    private const int AcceptsPerEvent = 64;
    private const int PauseMilliseconds = 100;
    private readonly EpollLoop loop;
    private readonly Socket socket;
    private readonly LinkSide side;
    private readonly Action<Link> accept;
    private readonly ILogger logger;
    private readonly SocketAddress address = new(AddressFamily.InterNetworkV6, AddressBytesMax);
    private readonly int descriptor;
    private bool isListening = true;

    public EpollListener(EpollLoop loop, Socket socket, LinkSide side, Action<Link> accept, ILogger logger)
    {
        this.loop = loop;
        this.socket = socket;
        this.side = side;
        this.accept = accept;
        this.logger = logger;
        descriptor = (int)socket.Handle;
        loop.Register(this, descriptor, Libc.EpollIn);
    }

    /// <inheritdoc/>
    public uint Generation { get; set; }

    /// <inheritdoc/>
    public LinkOwner? Owner => null;

    /// <inheritdoc/>
    public void OnEvents(uint flags)
    {
        for (int i = 0; i < AcceptsPerEvent && isListening; i++)
        {
            if (!TryAccept())
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isListening)
        {
            isListening = false;
            loop.Unregister(descriptor);
            socket.Dispose();
        }
    }

    private unsafe bool TryAccept()
    {
        int accepted;
        int addressBytes = AddressBytesMax;
        fixed (byte* bytes = address.Buffer.Span)
        {
            accepted = Libc.Accept(descriptor, bytes, &addressBytes, Libc.NonBlocking | Libc.CloseOnExec);
        }

        if (accepted >= 0)
        {
            address.Size = addressBytes;
            Hand(loop.Adopt(accepted, PeerOf(address), side));
            return true;
        }

        int error = Libc.LastError;
        if (error is Libc.ErrorTooManyFiles or Libc.ErrorTooManyFilesInSystem or Libc.ErrorNoMemory or Libc.ErrorNoBuffers)
        {
            Pause(error);
        }

        return error is Libc.ErrorInterrupted or Libc.ErrorConnectionAborted;
    }

    private void Hand(EpollLink peer)
    {
        try
        {
            accept(peer);
        }
        catch
        {
            peer.Reset();
            throw;
        }
    }

    // The client stays in the queue, and epoll would tell of it again and again.
    private void Pause(int error)
    {
        Log.AcceptFailed(logger, Libc.Words(error), PauseMilliseconds);
        loop.Modify(this, descriptor, 0);
        _ = ResumeAsync();
    }

    private async Task ResumeAsync()
    {
        await Task.Delay(PauseMilliseconds).ConfigureAwait(false);
        loop.Post(() =>
        {
            if (isListening)
            {
                loop.Modify(this, descriptor, Libc.EpollIn);
            }
        });
    }

    private static IPEndPoint PeerOf(SocketAddress address)
    {
        IPEndPoint any = address.Family == AddressFamily.InterNetworkV6
            ? new IPEndPoint(IPAddress.IPv6Any, 0)
            : new IPEndPoint(IPAddress.Any, 0);
        var peer = (IPEndPoint)any.Create(address);
        return peer.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(peer.Address.MapToIPv4(), peer.Port) : peer;
    }
}
