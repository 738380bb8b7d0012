using OtEdge.Conduits.Relaying;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>The client's side of a terminating connection: its secure channel, of which OtEdge is the server's end.</summary>
internal sealed class ClientLeg : IDisposable
{
    private readonly TerminatingSession session;
    private readonly LoopClock clock;
    private readonly ArrivalDeadlines arrival;
    private ByteQueue input;
    private CertificateVerdict? verdict;
    private bool hasGreeted;

    /// <summary>Makes it for a client that has connected.</summary>
    public ClientLeg(TerminatingSession session, GatewayFront front, LoopClock clock, TimeSpan chunkWithin)
    {
        this.session = session;
        this.clock = clock;
        arrival = new ArrivalDeadlines(clock, chunkWithin);
        Own = front.Own;
        Channel = front.Accept(told => verdict = told, session.IsExpiryStrict);
        Channel.IncomingBudget = front.Server.Unfinished;
    }

    /// <summary>What OtEdge presents on this channel; null: it has no certificate yet.</summary>
    public OwnCertificate? Own { get; }

    /// <summary>The channel.</summary>
    public ServerChannel Channel { get; }

    /// <summary>The client's certificate, upper-case hexadecimal; null: it has none.</summary>
    public string? Thumbprint => Channel.Client?.Certificate.ThumbprintText;

    /// <summary>When a chunk or a message has to be whole, or the newest token of the channel is over.</summary>
    public long DueTicks => Math.Min(arrival.DueTicks, Channel.NewestToken?.EndsAt.Ticks ?? LoopClock.Never);

    private Moment Now => new(TimeSpan.FromTicks(clock.Ticks), clock.Now.Utc);

    /// <summary>Bytes have arrived.</summary>
    public void Arrive(ReadOnlySpan<byte> bytes)
    {
        if (!input.IsEmpty)
        {
            input.Append(bytes);
            GoOn();
            return;
        }

        int used = Take(bytes);
        if (!session.HasEnded && used < bytes.Length)
        {
            input.Append(bytes[used..]);
        }
    }

    /// <summary>What had to wait may be taken now.</summary>
    public void GoOn()
    {
        if (!input.IsEmpty)
        {
            input.Remove(Take(input.Bytes));
        }
    }

    /// <summary>The client has a session now: it may send long messages.</summary>
    public void Trust() => Channel.IncomingLimits = AssemblyLimits.InSession;

    /// <summary>Sends an answer.</summary>
    /// <returns>False when it is longer than the client takes.</returns>
    public bool TrySend(uint requestId, ReadOnlySpan<byte> message) => !Channel.IsOpen || Channel.TrySend(requestId, message, Now);

    /// <summary>Sends what is to be sent.</summary>
    public void Flush()
    {
        if (!Channel.Output.IsEmpty)
        {
            session.PassToClient(Channel.Output);
            Channel.OutputTaken();
        }
    }

    /// <summary>Lets go of everything.</summary>
    public void Dispose()
    {
        input.Clear();
        Channel.Dispose();
    }

    private int Take(ReadOnlySpan<byte> bytes)
    {
        int used = 0;
        bool isBegun = false;
        while (!session.HasEnded && session.CanTakeRequests)
        {
            ChannelEvent happened = Channel.Receive(bytes[used..], Now, out int consumed);
            used += consumed;
            if (happened.Kind == ChannelEventKind.NeedMore)
            {
                isBegun = used < bytes.Length && !Channel.IsPaused;
                break;
            }

            arrival.Chunk(isBegun: false);
            arrival.Message(Channel.HasUnfinished);
            Handle(happened);
        }

        arrival.Chunk(isBegun);
        return used;
    }

    private void Handle(ChannelEvent happened)
    {
        switch (happened.Kind)
        {
            case ChannelEventKind.Work:
                ChannelWork work = happened.Work!;
                session.Do(work.Run, () => Handle(Channel.Complete(work, Now)));
                break;
            case ChannelEventKind.Opened:
                session.OnClientOpened(Flawed());
                break;
            case ChannelEventKind.Renewed:
                clock.Arm(DueTicks);
                break;
            case ChannelEventKind.Message:
                session.OnRequest(happened.RequestId, happened.Message);
                Channel.MessageTaken();
                break;
            case ChannelEventKind.Progress when Channel.HasGreeted && !hasGreeted:
                hasGreeted = true;
                session.OnGreeted();
                break;
            case ChannelEventKind.Closed:
                session.OnClientClosed();
                break;
            case ChannelEventKind.Faulted:
                CertificateFlaw? flaw = happened.StatusCode == StatusCodes.BadSecurityChecksFailed ? Flawed() : null;
                session.OnClientFault(happened.StatusCode, flaw);
                break;
        }
    }

    private CertificateFlaw? Flawed() => Volatile.Read(ref verdict)?.FirstBeyond();
}
