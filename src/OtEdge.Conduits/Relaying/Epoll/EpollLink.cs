using System.Net;
using System.Net.Sockets;

namespace OtEdge.Conduits.Relaying.Epoll;

/// <summary>A link over a non-blocking socket of an <see cref="EpollLoop"/>.</summary>
internal sealed unsafe class EpollLink(EpollLoop loop, LinkSide side, IPEndPoint peer) : Link(loop, side), IEpollTarget
{
    private const int AddressBytesMax = 128;
    private int descriptor = -1;
    private uint interest;
    private bool isRegistered;
    private string? failure;

    /// <inheritdoc/>
    public override IPEndPoint Peer { get; } = peer;

    /// <inheritdoc/>
    public uint Generation { get; set; }

    /// <summary>Takes over a connection that was accepted.</summary>
    public void Adopt(int accepted)
    {
        descriptor = accepted;
        SetOptions();
        State = LinkState.Open;
        UpdateInterest();
    }

    /// <summary>Begins to connect.</summary>
    public void Connect()
    {
        State = LinkState.Connecting;
        int family = Peer.AddressFamily == AddressFamily.InterNetworkV6 ? 10 : 2;
        descriptor = Libc.Socket(family, Libc.StreamSocket | Libc.NonBlocking | Libc.CloseOnExec, 0);
        if (descriptor < 0)
        {
            FailWith(Libc.LastError);
            return;
        }

        SetOptions();
        SocketAddress address = Peer.Serialize();
        fixed (byte* bytes = address.Buffer.Span)
        {
            // A connection that is made at once is reported by epoll as well, as writable.
            int result = Libc.Connect(descriptor, bytes, address.Size);
            int error = result < 0 ? Libc.LastError : 0;
            if (error is not (0 or Libc.ErrorInProgress or Libc.ErrorInterrupted))
            {
                FailWith(error);
                return;
            }
        }

        UpdateInterest();
    }

    /// <inheritdoc/>
    public void OnEvents(uint flags)
    {
        if (State == LinkState.Connecting)
        {
            FinishConnecting();
            return;
        }

        if ((flags & Libc.EpollOut) != 0)
        {
            Flush();
        }

        if ((flags & Libc.EpollIn) != 0 && IsReading && !PeerHasEnded && State != LinkState.Closed)
        {
            Receive(mayEnd: (flags & Libc.EpollReadHangUp) != 0);
        }
        else if ((flags & Libc.EpollError) != 0 && State != LinkState.Closed)
        {
            ReportFailure(Libc.Words(PendingError()));
        }
    }

    /// <summary>Reports the failure that <see cref="FailLater"/> put off.</summary>
    public void ReportFailure() => ReportFailure(failure ?? "the connection was reset");

    /// <inheritdoc/>
    protected override int TrySend(ReadOnlySpan<byte> bytes)
    {
        int error;
        do
        {
            fixed (byte* first = bytes)
            {
                nint sent = Libc.Send(descriptor, first, bytes.Length, Libc.MessageNoSignal);
                if (sent >= 0)
                {
                    return (int)sent;
                }
            }

            error = Libc.LastError;
        }
        while (error == Libc.ErrorInterrupted);

        if (error == Libc.ErrorAgain)
        {
            return 0;
        }

        failure = Libc.Words(error);
        return -1;
    }

    /// <inheritdoc/>
    protected override void ShutdownSending() => _ = Libc.Shutdown(descriptor, Libc.ShutdownWrite);

    /// <inheritdoc/>
    protected override void CloseSocket(bool reset)
    {
        if (descriptor < 0)
        {
            return;
        }

        if (reset)
        {
            // struct linger { on; seconds }: closing with zero seconds sends RST.
            int* linger = stackalloc int[2] { 1, 0 };
            _ = Libc.SetOption(descriptor, Libc.LevelSocket, Libc.SocketLinger, linger, 2 * sizeof(int));
        }

        loop.Forget(descriptor);
        _ = Libc.Close(descriptor);
        descriptor = -1;
    }

    /// <inheritdoc/>
    protected override void UpdateInterest()
    {
        if (descriptor < 0)
        {
            return;
        }

        // The end of a direction is taken as a receive of nothing, in order behind the bytes before it; EPOLLRDHUP tells only that
        // it is on its way.
        bool wantsOut = State == LinkState.Connecting || UnsentBytes > 0;
        bool wantsIn = State != LinkState.Connecting && IsReading && !PeerHasEnded;
        uint wanted = Libc.EpollEdge | (wantsIn ? Libc.EpollIn | Libc.EpollReadHangUp : 0) | (wantsOut ? Libc.EpollOut : 0);
        if (wanted != interest)
        {
            interest = wanted;
            TellInterest();
        }
    }

    /// <inheritdoc/>
    protected override void FailLater() => loop.FailLater(this);

    private void FailWith(int error)
    {
        failure = Libc.Words(error);
        FailLater();
    }

    private void FinishConnecting()
    {
        int error = PendingError();
        if (error == 0 && IsConnectedToItself())
        {
            error = Libc.ErrorConnectionRefused;
        }

        if (error != 0)
        {
            ReportFailure(Libc.Words(error));
        }
        else
        {
            Connected();
        }
    }

    // Asking anew has the system look again, so that nothing is missed that came while it was not asked for.
    private void TellInterest()
    {
        if (isRegistered)
        {
            loop.Modify(this, descriptor, interest);
        }
        else
        {
            isRegistered = true;
            loop.Register(this, descriptor, interest);
        }
    }

    private void Receive(bool mayEnd)
    {
        int most = Math.Min(ReceiveBytesMax, EpollLoop.BufferBytes);
        nint count = Libc.Receive(descriptor, loop.Buffer, most, 0);
        if (count > 0)
        {
            if (count == most || mayEnd)
            {
                // More bytes or the end may be waiting behind these, and an edge does not come twice.
                TellInterest();
            }

            Received(new ReadOnlySpan<byte>(loop.Buffer, (int)count));
        }
        else if (count == 0)
        {
            ReceivedEnd();
        }
        else if (Libc.LastError is var error && error == Libc.ErrorInterrupted)
        {
            TellInterest();
        }
        else if (error != Libc.ErrorAgain)
        {
            ReportFailure(Libc.Words(error));
        }
    }

    private void Flush()
    {
        if (UnsentBytes == 0)
        {
            return;
        }

        int sent = TrySend(Backlog.Span);
        if (sent > 0)
        {
            Sent(sent);
        }
        else if (sent < 0)
        {
            ReportFailure();
        }
    }

    private int PendingError()
    {
        int error = 0;
        int bytes = sizeof(int);
        return Libc.GetOption(descriptor, Libc.LevelSocket, Libc.SocketError, &error, &bytes) < 0 ? Libc.LastError : error;
    }

    // Dialling a free port of the own machine can meet itself (RFC 9293, simultaneous open) and would relay in a circle.
    private bool IsConnectedToItself()
    {
        if (!IPAddress.IsLoopback(Peer.Address))
        {
            return false;
        }

        byte* address = stackalloc byte[AddressBytesMax];
        int bytes = AddressBytesMax;
        return Libc.LocalName(descriptor, address, &bytes) == 0
            && new ReadOnlySpan<byte>(address, bytes).SequenceEqual(Peer.Serialize().Buffer.Span[..bytes]);
    }

    private void SetOptions()
    {
        Set(Libc.LevelTcp, Libc.TcpNoDelay, 1);
        Set(Libc.LevelSocket, Libc.SocketKeepAlive, 1);
        Set(Libc.LevelTcp, Libc.TcpKeepIdleSeconds, LinkOptions.KeepAliveIdleSeconds);
        Set(Libc.LevelTcp, Libc.TcpKeepIntervalSeconds, LinkOptions.KeepAliveIntervalSeconds);
        Set(Libc.LevelTcp, Libc.TcpKeepCount, LinkOptions.KeepAliveCount);
        Set(Libc.LevelTcp, Libc.TcpUserTimeoutMilliseconds, LinkOptions.UserTimeoutMilliseconds);
    }

    private void Set(int level, int option, int value) =>
        _ = Libc.SetOption(descriptor, level, option, &value, sizeof(int));
}
