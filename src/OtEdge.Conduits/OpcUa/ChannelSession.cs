using OtEdge.Conduits.FlightRecording;
using OtEdge.Conduits.OpcUa.Judging;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>The secure channel of a connection that is read along: HEL, OPN and CLO pass, when the conduit and its rules accept them.</summary>
internal abstract class ChannelSession : ChunkSession
{
    /// <summary>What needs no rule.</summary>
    protected static readonly Decision Accepted = new(DecisionReason.Allowed);

    private bool hasHello;
    private Verdict.Forward? sealedPermit;

    /// <summary>Makes a session for an accepted client.</summary>
    protected ChannelSession(ConduitContext conduit, Link client, ServerMemory server)
        : base(conduit, client)
    {
        Inspector = new RequestInspector(new NodeJudge(conduit, this), server);
        Review = new ItemReview(conduit, Inspector, server);
        Relay = new ReplyRelay(this, Inspector, Review, (conduit, server), Channel);
    }

    /// <inheritdoc/>
    public override ConnectionSecurity? Security => Inspector.Judge.Client is { SecurityPolicy.Length: > 0 } client ? new ConnectionSecurity(client) : null;

    /// <summary>Judges.</summary>
    protected RequestInspector Inspector { get; }

    /// <summary>Judges monitored items again.</summary>
    protected ItemReview Review { get; }

    /// <summary>The way back.</summary>
    protected ReplyRelay Relay { get; }

    /// <summary>The channel, as far as it can be seen.</summary>
    protected ChannelState Channel { get; } = new();

    /// <summary>Numbers chunks towards the device, and answers to the client.</summary>
    protected ChunkSender Sender { get; } = new();

    /// <inheritdoc/>
    protected override long FrameDueTicks => Math.Min(base.FrameDueTicks, SilenceDueTicks);

    private long SilenceDueTicks =>
        Channel.SilenceMax is { } silence ? LoopClock.After(LastActivityTicks, silence) : LoopClock.Never;

    /// <inheritdoc/>
    public override void Start()
    {
        StepDueTicks = Conduit.Clock.ArmAfter(OpeningLimits.Hello);
        base.Start();
    }

    /// <inheritdoc/>
    protected override void OnClientChunk(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        WireFault fault = (header.Type, hasHello, Channel.Policy.Length > 0) switch
        {
            (MessageType.Hello, false, _) => TakeHello(chunk),
            (MessageType.OpenChannel, true, _) => TakeOpen(header, chunk),
            (MessageType.Message, _, true) when Channel.IsOpen => TakeMessage(header, chunk),
            (MessageType.CloseChannel, _, true) => TakeClose(chunk),
            _ => new WireFault(WireFaultKind.UnexpectedMessage),
        };
        if (!fault.IsNone && !HasEnded && !IsOpaque)
        {
            GiveUpRequests(fault, chunk);
        }
        else if (header.Type is MessageType.Hello or MessageType.CloseChannel)
        {
            Record(chunk);
        }
    }

    /// <inheritdoc/>
    protected override void OnFrameDue()
    {
        if (SilenceDueTicks <= Conduit.Clock.Ticks)
        {
            Report(FindingKind.FrameTimeout, VerdictWord.Refused, "the channel was silent until its token was over");
            EndWithError(StatusCodes.BadTimeout, "the secure channel was not renewed"u8);
        }
        else
        {
            base.OnFrameDue();
        }
    }

    /// <inheritdoc/>
    protected override Verdict.Forward? PermitUnread(FindingKind kind, string detail, ReadOnlySpan<byte> bytes)
    {
        bool passes = Inspector.JudgeUnreadable();
        if (kind == FindingKind.MalformedReply)
        {
            Flight?.Reply(FrameWay.Reply, bytes);
        }
        else
        {
            Record(bytes);
        }

        Report(kind, passes ? VerdictWord.Allowed : VerdictWord.Refused, detail);
        return passes ? Inspector.Permit : null;
    }

    /// <inheritdoc/>
    protected override Verdict ResolveUnread()
    {
        Inspector.Judge.BeginRequest();
        return Enforcement.Resolve(
            Inspector.Judge.Posture, Inspector.Judge.IsEnforcing, OperationClass.Malformed, new Decision(DecisionReason.Malformed));
    }

    /// <summary>A chunk of a request.</summary>
    protected abstract WireFault TakeMessage(in ChunkHeader header, ReadOnlySpan<byte> chunk);

    /// <summary>The flight recorder gets what the client has sent, with what came of it; passwords it does not get.</summary>
    /// <param name="chunks">What was sent.</param>
    /// <param name="service">What it asks for.</param>
    protected void Record(ReadOnlySpan<byte> chunks, ServiceType service = ServiceType.None)
    {
        (VerdictWord word, Decision decision) = Inspector.Judge.Outcome;
        if (service == ServiceType.ActivateSession)
        {
            Flight?.RequestWithheld(chunks.Length);
        }
        else
        {
            Flight?.Request(chunks, word, decision, Inspector.Judge.Posture.Rules);
        }
    }

    /// <summary>The permission for the connection itself, and for what OtEdge asks the server on its own account.</summary>
    protected Verdict.Forward? PermitOwn() =>
        Enforcement.Resolve(Inspector.Judge.Posture, true, OperationClass.Session, Accepted) as Verdict.Forward;

    /// <summary>
    /// Silences the monitored items that the rules no longer allow, and lets those speak that they allow again. Where nothing can be put in,
    /// the connection has to end: the items go on as long as their client's session lives.
    /// </summary>
    /// <param name="header">The header of a chunk that has come.</param>
    /// <param name="chunk">The chunk.</param>
    protected void ReviewItems(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        if (header.Type != MessageType.Message || Channel.IsSealed || HasEnded || !(Review.IsDue || Relay.HasFailedToSwitch))
        {
            return;
        }

        IReadOnlyList<ItemSwitch> switched = Review.Review();
        if (Relay.HasFailedToSwitch || Review.FoundUnknown || (switched.Count > 0 && !Channel.IsNone))
        {
            EndWithError(StatusCodes.BadUserAccessDenied, "refused by OtEdge: the rules no longer allow what is watched"u8);
            return;
        }

        foreach (ItemSwitch items in switched)
        {
            if (PermitOwn() is { } permit)
            {
                Forward(permit, Relay.AskToSwitch(items, SymmetricHeader.Of(chunk)));
            }
        }
    }

    /// <summary>Answers a request that is refused, in the way that the settings want.</summary>
    protected void Refuse(SymmetricHeader header, uint requestId)
    {
        switch (RefusalForms.Of(Inspector.Judge.Posture, Inspector.Refusal))
        {
            case RefusalForm.Close:
                EndWithError(Inspector.RefusalStatus, "refused by OtEdge"u8);
                break;
            case RefusalForm.Reset:
                End(resetClient: true);
                break;
            default:
                ReadOnlySpan<byte> answer = Sender.Written(header, requestId, Inspector.Output.Written, Channel.ClientChunkBytes, Channel.ToClient);
                Flight?.Reply(FrameWay.OwnReply, answer);
                SendToClient(answer);
                break;
        }
    }

    /// <summary>A chunk that is encrypted: it is judged by what can be seen from outside.</summary>
    protected void TakeSealed(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        bool isNew = Inspector.Judge.BeginRequest() || sealedPermit is null;
        if (header.Kind == ChunkKind.Final)
        {
            Conduit.Counters.CountRequest();
        }

        if (isNew)
        {
            bool isAccepted = Inspector.IsNamedByCertificate;
            sealedPermit = Inspector.JudgeUnreadable(isAccepted ? Accepted : new Decision(DecisionReason.Security)) ? Inspector.Permit : null;
        }

        Record(chunk);
        if (sealedPermit is null)
        {
            EndWithError(StatusCodes.BadSecurityModeRejected, "refused by OtEdge: what is encrypted cannot be judged here"u8);
            return;
        }

        Forward(sealedPermit, chunk);
    }

    private WireFault TakeHello(ReadOnlySpan<byte> chunk)
    {
        WireFault fault = TransportMessages.ReadHello(chunk, out TransportTerms terms, out _);
        if (!fault.IsNone)
        {
            return fault;
        }

        hasHello = true;
        Channel.ClientChunkBytes = (int)Math.Min(terms.ReceiveBytes, ChunkLimits.BytesMax);
        StepDueTicks = Conduit.Clock.ArmAfter(OpeningLimits.Channel);
        Inspector.Judge.BeginRequest();
        if (Inspector.Judge.IsEnforcing && Inspector.Judge.Rules is { IsNamed: false } && !Inspector.JudgeChannel(Accepted))
        {
            EndWithError(StatusCodes.BadUserAccessDenied, "refused by OtEdge: no rule names this client"u8);
        }
        else if (PermitOwn() is { } permit)
        {
            Forward(permit, chunk);
        }

        return default;
    }

    private WireFault TakeOpen(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        WireFault fault = OpenChunk.TryRead(header, chunk, out OpenChunk open);
        if (!fault.IsNone || (Channel.Policy.Length > 0 && Channel.Policy != open.Policy))
        {
            return fault.IsNone ? new WireFault(WireFaultKind.UnexpectedMessage) : fault;
        }

        if (Channel.Policy.Length == 0)
        {
            StepDueTicks = Conduit.Clock.ArmAfter(OpeningLimits.Session);
            Channel.Policy = open.Policy;
            Channel.Mode = open.Mode;
            Inspector.BindChannel(new NodeClient(Identity with { Thumbprint = open.Thumbprint })
            {
                Security = open.Mode,
                SecurityPolicy = open.Policy,
            });
        }

        Conduit.Counters.CountRequest();
        bool isAccepted = Inspector.JudgeChannel(Conduit.Conduit.OpcUa?.Decide(open.Policy, open.Mode) ?? Accepted);
        Record(chunk);
        if (!isAccepted)
        {
            bool isSecurity = Inspector.Refusal.Reason == DecisionReason.Security;
            EndWithError(
                isSecurity ? StatusCodes.BadSecurityPolicyRejected : StatusCodes.BadUserAccessDenied,
                isSecurity ? "refused by OtEdge: this security is not accepted"u8 : "refused by OtEdge: no rule names this client"u8);
            return default;
        }

        Forward(Inspector.Permit!, Channel.IsNone ? Sender.Numbered(chunk, open.SequenceStart, Channel.ToDevice) : chunk);
        return default;
    }

    private WireFault TakeClose(ReadOnlySpan<byte> chunk)
    {
        if (PermitOwn() is { } permit)
        {
            Forward(permit, Channel.IsNone ? Sender.Numbered(chunk, SymmetricHeader.EndBytes, Channel.ToDevice) : chunk);
        }

        return default;
    }
}
