using System.Net;

namespace OtEdge.Conduits.Relaying;

/// <summary>
/// One TCP connection, mostly of a session. It belongs to a loop and is used on that loop's thread only. Nothing it is asked to do calls
/// its owner back before it returns: what happens is reported later, so that an owner is never entered twice.
/// </summary>
/// <param name="loop">The loop it belongs to.</param>
/// <param name="side">Which side of its session it leads to.</param>
internal abstract class Link(RelayLoop loop, LinkSide side)
{
    /// <summary>Unsent bytes from which on the other side should not be read: bounds the memory of a slow reader.</summary>
    public const int HighWaterBytes = 64 * 1024;

    /// <summary>Unsent bytes at which the session is told that there is room again; it is told again when there are none left.</summary>
    public const int LowWaterBytes = 16 * 1024;

    private static readonly TimeSpan LingerLongest = TimeSpan.FromSeconds(2);
    private ByteQueue backlog;
    private bool endWanted;
    private bool endSent;
    private bool failureReported;

    /// <summary>Which side of its session it leads to.</summary>
    public LinkSide Side { get; } = side;

    /// <summary>Who is told what happens; null once it has let go.</summary>
    public LinkOwner? Owner { get; set; }

    /// <summary>The gate that it holds a place of, until its socket is closed; null: none.</summary>
    public DeviceGate? Gate { get; set; }

    /// <summary>The URL that a device wants to be greeted with which has made the connection itself; null: it was dialled.</summary>
    public string? CalledUrl { get; set; }

    /// <summary>Where it stands in its life.</summary>
    public LinkState State { get; protected set; }

    /// <summary>Who is at the other end.</summary>
    public abstract IPEndPoint Peer { get; }

    /// <summary>Most bytes of one receive. Default: as many as the loop can take at once.</summary>
    public int ReceiveBytesMax { get; set; } = int.MaxValue;

    /// <summary>Bytes that the system has not taken yet.</summary>
    public int UnsentBytes => backlog.Count;

    /// <summary>True when more was sent than the peer takes in.</summary>
    public bool IsCongested => backlog.Count > HighWaterBytes;

    /// <summary>False: nothing is received for now, and the peer is held back by TCP. Default true.</summary>
    public bool IsReading { get; private set; } = true;

    /// <summary>True when the peer has ended its direction.</summary>
    protected bool PeerHasEnded { get; private set; }

    /// <summary>When a lingering link is given up.</summary>
    public long LingerDueTicks { get; private set; } = LoopClock.Never;

    /// <summary>What is to be sent later, as memory.</summary>
    protected Memory<byte> Backlog => backlog.Memory;

    /// <summary>Sends bytes in order; what the system does not take now leaves as soon as it does.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (State != LinkState.Open || endWanted || failureReported)
        {
            return;
        }

        int sent = 0;
        if (backlog.IsEmpty)
        {
            sent = TrySend(bytes);
            if (sent < 0)
            {
                FailLater();
                return;
            }
        }

        if (sent < bytes.Length)
        {
            backlog.Append(bytes[sent..]);
            UpdateInterest();
        }
    }

    /// <summary>Starts or stops receiving.</summary>
    public void Read(bool on)
    {
        if (IsReading != on)
        {
            IsReading = on;
            UpdateInterest();
        }
    }

    /// <summary>Ends this direction (FIN) once everything is sent; the other direction lives on.</summary>
    public void EndSending()
    {
        endWanted = true;
        EndWhenSent();
    }

    /// <summary>Lets go in order: what is unsent leaves, then FIN; what still arrives is thrown away, for a short time.</summary>
    public void Close()
    {
        Owner = null;
        if (State != LinkState.Open || !loop.TryWatch(this))
        {
            Drop();
            return;
        }

        // Closing a socket with unread bytes makes the system send RST, which can destroy a reply on its way to the peer.
        State = LinkState.Lingering;
        LingerDueTicks = loop.Clock.ArmAfter(LingerLongest);
        endWanted = true;
        IsReading = true;
        EndWhenSent();
        GoWhenDone();
        if (State == LinkState.Lingering)
        {
            UpdateInterest();
        }
    }

    /// <summary>Gives up lingering: a device gets RST, so that its place is free for sure.</summary>
    public void GiveUp() => Release(reset: Side == LinkSide.Device);

    /// <summary>Lets go at once, with FIN, or RST when something is unread.</summary>
    public void Drop() => Release(reset: false);

    /// <summary>Lets go at once with RST, as a peer sees it whose partner has crashed or refused.</summary>
    public void Reset() => Release(reset: true);

    /// <summary>Tells a new owner that the connection is made already; nothing when it is over meanwhile.</summary>
    /// <param name="owner">The owner.</param>
    public void TellConnected(LinkOwner owner)
    {
        if (State == LinkState.Open && ReferenceEquals(owner, Owner))
        {
            owner.OnConnected();
        }
    }

    /// <summary>Sends as much as the system takes; negative when the connection has failed.</summary>
    protected abstract int TrySend(ReadOnlySpan<byte> bytes);

    /// <summary>Sends FIN.</summary>
    protected abstract void ShutdownSending();

    /// <summary>Closes the socket.</summary>
    protected abstract void CloseSocket(bool reset);

    /// <summary>Makes the loop wait for what the link now waits for.</summary>
    protected abstract void UpdateInterest();

    /// <summary>Makes the loop call <see cref="ReportFailure"/> before it waits again.</summary>
    protected abstract void FailLater();

    /// <summary>The transport: bytes have arrived.</summary>
    protected void Received(ReadOnlySpan<byte> bytes)
    {
        Owner?.OnBytes(Side, bytes);
    }

    /// <summary>The transport: the peer has ended its direction.</summary>
    protected void ReceivedEnd()
    {
        PeerHasEnded = true;
        UpdateInterest();
        Owner?.OnEnd(Side);
        GoWhenDone();
    }

    /// <summary>The transport: the connection is made.</summary>
    protected void Connected()
    {
        State = LinkState.Open;
        Gate?.Succeeded();
        UpdateInterest();
        Owner?.OnConnected();
    }

    /// <summary>The transport: the first bytes of the backlog have left.</summary>
    protected void Sent(int count)
    {
        bool wasHigh = backlog.Count > LowWaterBytes;
        backlog.Remove(count);
        EndWhenSent();
        UpdateInterest();
        if (backlog.IsEmpty || (wasHigh && backlog.Count <= LowWaterBytes))
        {
            Owner?.OnRoom(Side);
        }

        GoWhenDone();
    }

    /// <summary>The transport: the connection is broken, or could not be made.</summary>
    /// <param name="reason">Why, for people.</param>
    protected internal void ReportFailure(string reason)
    {
        if (State == LinkState.Closed)
        {
            return;
        }

        bool wasConnecting = State == LinkState.Connecting;
        LinkOwner? owner = Owner;
        failureReported = true;
        if (wasConnecting)
        {
            Gate?.Failed();
        }

        Drop();
        if (wasConnecting)
        {
            owner?.OnConnectFailed(reason);
        }
        else
        {
            owner?.OnReset(Side);
        }
    }

    private void EndWhenSent()
    {
        if (endWanted && !endSent && backlog.IsEmpty && State is LinkState.Open or LinkState.Lingering)
        {
            endSent = true;
            ShutdownSending();
        }
    }

    private void GoWhenDone()
    {
        if (State == LinkState.Lingering && endSent && PeerHasEnded)
        {
            Drop();
        }
    }

    private void Release(bool reset)
    {
        Owner = null;
        if (State == LinkState.Closed)
        {
            return;
        }

        State = LinkState.Closed;
        backlog.Clear();
        CloseSocket(reset);
        Gate?.Release();
        Gate = null;
    }
}
