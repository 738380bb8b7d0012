using System.Net;
using System.Net.Sockets;

namespace OtEdge.Conduits.Relaying.Portable;

/// <summary>A link over an asynchronous socket; completions come back to its loop before anything else happens.</summary>
internal sealed class PortableLink : Link, IDisposable
{
    private const int BufferBytes = 16 * 1024;
    private readonly PortableLoop loop;
    private readonly SocketAsyncEventArgs receiving = new();
    private readonly SocketAsyncEventArgs sending = new();
    private readonly Action received;
    private readonly Action sent;
    private readonly Action connected;
    private readonly Action enterReceived;
    private readonly Action enterSent;
    private readonly Action enterConnected;
    private Socket? socket;
    private byte[]? sendBuffer;
    private bool isReceiving;
    private bool isSending;
    private string? failure;

    /// <summary>Makes a link without a connection.</summary>
    public PortableLink(PortableLoop loop, LinkSide side, IPEndPoint peer)
        : base(loop, side)
    {
        this.loop = loop;
        Peer = peer;
        received = FinishReceiving;
        sent = FinishSending;
        connected = FinishConnecting;
        enterReceived = () => loop.Enter(Owner, received);
        enterSent = () => loop.Enter(Owner, sent);
        enterConnected = () => loop.Enter(Owner, connected);
        receiving.Completed += (_, _) => loop.Post(State == LinkState.Connecting ? enterConnected : enterReceived);
        sending.Completed += (_, _) => loop.Post(enterSent);
        loop.Keep(this);
    }

    /// <inheritdoc/>
    public override IPEndPoint Peer { get; }

    /// <summary>Takes over a connection that was accepted.</summary>
    public void Adopt(Socket accepted)
    {
        socket = accepted;
        SetOptions(accepted);
        State = LinkState.Open;
        receiving.SetBuffer(new byte[BufferBytes], 0, BufferBytes);
        UpdateInterest();
    }

    /// <summary>Begins to connect.</summary>
    public void Connect()
    {
        State = LinkState.Connecting;
        try
        {
            socket = new Socket(Peer.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            SetOptions(socket);
            receiving.RemoteEndPoint = Peer;
            if (!socket.ConnectAsync(receiving))
            {
                loop.Post(enterConnected);
            }
        }
        catch (SocketException fault)
        {
            failure = fault.Message;
            FailLater();
        }
    }

    /// <summary>Reports the failure that <see cref="FailLater"/> put off.</summary>
    public void ReportFailure() => ReportFailure(failure ?? "the connection was reset");

    /// <inheritdoc/>
    public void Dispose() => Drop();

    /// <inheritdoc/>
    protected override int TrySend(ReadOnlySpan<byte> bytes)
    {
        if (isSending)
        {
            return 0;
        }

        int count = socket!.Send(bytes, SocketFlags.None, out SocketError error);
        if (error is SocketError.Success)
        {
            return count;
        }

        if (error is SocketError.WouldBlock or SocketError.IOPending or SocketError.NoBufferSpaceAvailable)
        {
            return 0;
        }

        failure = new SocketException((int)error).Message;
        return -1;
    }

    /// <inheritdoc/>
    protected override void ShutdownSending()
    {
        try
        {
            socket!.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The peer is gone already; the next receive says so.
        }
    }

    /// <inheritdoc/>
    protected override void CloseSocket(bool reset)
    {
        loop.Forget(this);
        if (socket is null)
        {
            return;
        }

        if (reset)
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (SocketException)
            {
                // The peer was first.
            }
        }

        socket.Dispose();
    }

    /// <inheritdoc/>
    protected override void UpdateInterest()
    {
        if (socket is null || State is LinkState.Connecting or LinkState.Closed)
        {
            return;
        }

        if (IsReading && !PeerHasEnded && !isReceiving)
        {
            isReceiving = true;
            receiving.SetBuffer(0, Math.Min(ReceiveBytesMax, BufferBytes));
            if (!socket.ReceiveAsync(receiving))
            {
                // Posted, not called: a session is never entered twice, and other links get their turn.
                loop.Post(enterReceived);
            }
        }

        if (UnsentBytes > 0 && !isSending)
        {
            SendBacklog();
        }
    }

    /// <inheritdoc/>
    protected override void FailLater() => loop.FailLater(this);

    private static void SetOptions(Socket socket)
    {
        socket.Blocking = false;
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(
            SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, LinkOptions.KeepAliveIdleSeconds);
        socket.SetSocketOption(
            SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, LinkOptions.KeepAliveIntervalSeconds);
        socket.SetSocketOption(
            SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, LinkOptions.KeepAliveCount);
    }

    // A copy, because the backlog may move while the system sends.
    private void SendBacklog()
    {
        isSending = true;
        sendBuffer ??= new byte[BufferBytes];
        int count = Math.Min(UnsentBytes, BufferBytes);
        Backlog.Span[..count].CopyTo(sendBuffer);
        sending.SetBuffer(sendBuffer, 0, count);
        if (!socket!.SendAsync(sending))
        {
            loop.Post(enterSent);
        }
    }

    private void FinishConnecting()
    {
        if (State != LinkState.Connecting)
        {
            return;
        }

        SocketError error = receiving.SocketError;
        if (error == SocketError.Success && Peer.Equals(socket!.LocalEndPoint))
        {
            // Dialling a free port of the own machine can meet itself and would relay in a circle.
            error = SocketError.ConnectionRefused;
        }

        if (error != SocketError.Success)
        {
            ReportFailure(new SocketException((int)error).Message);
            return;
        }

        receiving.SetBuffer(new byte[BufferBytes], 0, BufferBytes);
        Connected();
    }

    private void FinishReceiving()
    {
        if (State == LinkState.Closed)
        {
            return;
        }

        if (receiving.SocketError != SocketError.Success)
        {
            ReportFailure(new SocketException((int)receiving.SocketError).Message);
        }
        else if (receiving.BytesTransferred == 0)
        {
            isReceiving = false;
            ReceivedEnd();
        }
        else
        {
            // The next receive must not begin before the buffer is free again.
            Received(receiving.MemoryBuffer.Span[..receiving.BytesTransferred]);
            isReceiving = false;
            UpdateInterest();
        }
    }

    private void FinishSending()
    {
        isSending = false;
        if (State == LinkState.Closed)
        {
            return;
        }

        if (sending.SocketError != SocketError.Success)
        {
            ReportFailure(new SocketException((int)sending.SocketError).Message);
        }
        else
        {
            Sent(sending.BytesTransferred);
        }
    }
}
