using System.Net;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.OpcUa.Reverse;

/// <summary>
/// Calls one client that waits for servers to call (OPC UA Part 6 cl. 7.1.3): connects, says RHE, and keeps the connection for it. As
/// soon as the client speaks, the connection is one of the conduit's clients like any other, and the next call is made. Belongs to the
/// conduit's loop.
/// </summary>
internal sealed class OutgoingCall : LinkOwner
{
    private const int OpcUaPort = 4840;
    private const int RetriesLongest = 12;

    /// <summary>Most connections that one client has at once by being called.</summary>
    public const int SessionsMax = 16;

    private static readonly TimeSpan StepWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NextCallAfter = TimeSpan.FromMilliseconds(100);
    private readonly ConduitContext conduit;
    private readonly string url;
    private readonly string host;
    private readonly byte[] hello;
    private readonly TimeSpan retry;
    private readonly List<Session> used = [];
    private IPEndPoint peer;
    private Link? link;
    private ByteQueue answer;
    private TimeSpan backOff;
    private long dueTicks = LoopClock.Never;
    private long calledTicks;
    private uint lookups;
    private CalledClient state;

    /// <summary>Makes it; <see cref="Start"/> sets it going.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="client">Where the client listens.</param>
    /// <param name="hello">The RHE.</param>
    /// <param name="retry">Wait after a call that failed, the first time.</param>
    public OutgoingCall(ConduitContext conduit, Uri client, byte[] hello, TimeSpan retry)
    {
        this.conduit = conduit;
        this.hello = hello;
        this.retry = backOff = retry;
        url = client.OriginalString;
        host = client.Host.Trim('[', ']');
        peer = new IPEndPoint(IPAddress.TryParse(host, out IPAddress? literal) ? literal : IPAddress.None, client.Port > 0 ? client.Port : OpcUaPort);
        state = new CalledClient(url, CallStage.Pausing, conduit.Clock.Now.Utc, null);
    }

    /// <inheritdoc/>
    public override IPEndPoint Peer => peer;

    /// <inheritdoc/>
    public override long DueTicks => dueTicks;

    /// <summary>How it stands; any thread may read it.</summary>
    public CalledClient State => Volatile.Read(ref state);

    private bool IsName => !IPAddress.TryParse(host, out _);

    /// <summary>Makes the first call.</summary>
    public void Start()
    {
        conduit.Loop.Add(this);
        Call();
    }

    /// <summary>Hangs up, and calls no more.</summary>
    public void End()
    {
        HasEnded = true;
        conduit.Loop.Remove(this);
        link?.Close();
        link = null;
        answer.Clear();
    }

    /// <inheritdoc/>
    public override void OnConnected()
    {
        calledTicks = conduit.Clock.Ticks;
        dueTicks = LoopClock.Never;
        link!.Send(hello);
        Enter(CallStage.Waiting, null);
    }

    /// <inheritdoc/>
    public override void OnConnectFailed(string reason)
    {
        link = null;
        CallLater(reason);
    }

    /// <inheritdoc/>
    public override void OnBytes(LinkSide side, ReadOnlySpan<byte> bytes)
    {
        if (answer.IsEmpty && bytes[0] != (byte)'E')
        {
            BecomeClient(bytes);
            return;
        }

        answer.Append(bytes);
        dueTicks = Math.Min(dueTicks, conduit.Clock.ArmAfter(StepWithin));
        FrameStatus status = ChunkFraming.TryRead(answer.Bytes, int.MaxValue, out ChunkHeader header, out _);
        if (status == FrameStatus.NeedMore)
        {
            return;
        }

        string reason = "it answers what is no message of OPC UA";
        if (status == FrameStatus.Done && header.Type == MessageType.Error
            && TransportMessages.ReadError(answer.Bytes[..header.Bytes], out uint code, out ReadOnlySpan<byte> words).IsNone)
        {
            reason = $"it turns the call away: 0x{code:X8} {CallText.Of(words)}";
        }

        HangUp();
        CallLater(reason);
    }

    /// <inheritdoc/>
    public override void OnEnd(LinkSide side)
    {
        HangUp();
        Lost("it has hung up");
    }

    /// <inheritdoc/>
    public override void OnReset(LinkSide side)
    {
        HangUp();
        Lost("it has broken off");
    }

    /// <inheritdoc/>
    public override void OnRoom(LinkSide side)
    {
        // Nothing more waits to be sent.
    }

    /// <inheritdoc/>
    public override void OnDue()
    {
        dueTicks = LoopClock.Never;
        if (link is null)
        {
            Call();
            return;
        }

        HangUp();
        CallLater("it did not take the call in time");
    }

    /// <inheritdoc/>
    public override void Abandon()
    {
        link?.Reset();
        link = null;
        answer.Clear();
        CallLater("OtEdge itself has failed");
    }

    private void Call()
    {
        used.RemoveAll(session => session.HasEnded);
        if (used.Count >= SessionsMax)
        {
            Pause(retry);
            return;
        }

        if (!IsName)
        {
            Dial();
            return;
        }

        Enter(CallStage.Calling, state.Trouble);
        HostLookup.Begin(conduit.Loop, host, found => conduit.Loop.PostFor(this, () => LookedUp(found)));
    }

    private void LookedUp(IPAddress[] found)
    {
        if (HasEnded)
        {
            return;
        }

        if (found.Length == 0)
        {
            CallLater("its host name could not be looked up");
            return;
        }

        // A name may have addresses at which the client does not listen, such as ::1 beside 127.0.0.1.
        peer = new IPEndPoint(found[lookups++ % found.Length], peer.Port);
        Dial();
    }

    private void Dial()
    {
        dueTicks = conduit.Clock.ArmAfter(StepWithin);
        Enter(CallStage.Calling, state.Trouble);
        link = conduit.Loop.Connect(peer, this, LinkSide.Client);
    }

    private void BecomeClient(ReadOnlySpan<byte> bytes)
    {
        Link client = link!;
        link = null;
        backOff = retry;
        Pause(NextCallAfter);
        if (conduit.Accept(client) is not { } session)
        {
            CallLater("all client connections that `limits: connections` allows are in use");
            return;
        }

        used.Add(session);
        try
        {
            session.OnBytes(LinkSide.Client, bytes);
        }
        catch (Exception fault)
        {
            conduit.Loop.Fault(session, fault);
        }
    }

    // A client that has kept the connection for a while without need is only tidying up.
    private void Lost(string reason)
    {
        if (conduit.Clock.Ticks - calledTicks >= retry.Ticks)
        {
            backOff = retry;
            Pause(NextCallAfter);
        }
        else
        {
            CallLater(reason);
        }
    }

    private void HangUp()
    {
        link?.Close();
        link = null;
        answer.Clear();
    }

    private void CallLater(string reason)
    {
        if (state.Trouble != reason)
        {
            Report(reason);
        }

        Pause(backOff, reason);
        backOff = backOff * 2 < retry * RetriesLongest ? backOff * 2 : retry * RetriesLongest;
    }

    // Many gateways that lost one client together must not come back together.
    private void Pause(TimeSpan span, string? trouble = null)
    {
        const double Least = 0.8, Spread = 0.4;
        dueTicks = conduit.Clock.ArmAfter(span * (Least + (Spread * Random.Shared.NextDouble())));
        Enter(CallStage.Pausing, trouble);
    }

    private void Enter(CallStage stage, string? trouble) =>
        Volatile.Write(ref state, new CalledClient(url, stage, conduit.Clock.Now.Utc, trouble));

    private void Report(string reason) => conduit.Report(
        new TrafficFinding
        {
            Conduit = conduit.Index,
            Kind = FindingKind.ReverseConnect,
            Verdict = VerdictWord.Allowed,
            Utc = conduit.Clock.Now.Utc,
            Client = IsName ? null : peer.Address,
            Detail = $"the client {url} cannot be called: {reason}",
        },
        onlyIfRoomy: true);
}
