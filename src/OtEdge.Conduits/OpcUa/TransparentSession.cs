using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>
/// Reads along on an OPC UA connection. Chunks that may pass go on untouched. Without security a request is refused by its item or
/// by a ServiceFault, and sequence numbers stay right both ways; a signed channel, which cannot be changed, is closed instead; an
/// encrypted one is judged by what can be seen from outside. The replies go through <see cref="ReplyRelay"/>.
/// </summary>
internal sealed class TransparentSession : ChunkSession
{
    private static readonly TimeSpan OpenWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SessionWithin = TimeSpan.FromSeconds(30);
    private static readonly Decision Accepted = new(DecisionReason.Allowed);

    private readonly ServerMemory server;
    private readonly RequestInspector inspector;
    private readonly MessageAssembler requests = new(AssemblyLimits.BeforeSession);
    private readonly ChannelState channel = new();
    private readonly ReplyRelay relay;
    private readonly ChunkSender sender = new();
    private ByteQueue held;
    private int heldBytes;
    private Verdict.Forward? sealedPermit;
    private bool hasHello;
    private bool hasSession;

    /// <summary>Makes a session for an accepted client.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="client">The client's connection.</param>
    /// <param name="server">What is known of the conduit's server.</param>
    public TransparentSession(ConduitContext conduit, Link client, ServerMemory server)
        : base(conduit, client)
    {
        this.server = server;
        inspector = new RequestInspector(conduit, this, server);
        relay = new ReplyRelay(this, inspector, (conduit, server), channel);
    }

    /// <inheritdoc/>
    public override bool HasProvenItself => hasSession || channel.IsSealed;

    /// <inheritdoc/>
    protected override int ClientChunkBytes =>
        hasSession || channel.IsSealed ? channel.ServerChunkBytes : Math.Min(channel.ServerChunkBytes, ChunkBytesBeforeSession);

    /// <inheritdoc/>
    protected override int DeviceChunkBytes => channel.ClientChunkBytes;

    /// <inheritdoc/>
    protected override bool CanTakeChunk => !relay.HoldsClientBack;

    /// <inheritdoc/>
    protected override long FrameDueTicks => Math.Min(base.FrameDueTicks, relay.DueTicks);

    /// <inheritdoc/>
    protected override void OnClientChunk(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        WireFault fault = (header.Type, hasHello, channel.Policy.Length > 0) switch
        {
            (MessageType.Hello, false, _) => TakeHello(chunk),
            (MessageType.OpenChannel, true, _) => TakeOpen(header, chunk),
            (MessageType.Message, _, true) => TakeMessage(header, chunk),
            (MessageType.CloseChannel, _, true) => TakeClose(chunk),
            _ => new WireFault(WireFaultKind.UnexpectedMessage),
        };
        if (!fault.IsNone && !HasEnded && !IsOpaque)
        {
            GiveUpRequests(fault, chunk);
        }
    }

    /// <inheritdoc/>
    protected override void OnDeviceChunk(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        WireFault fault = relay.Take(header, chunk, out ReadOnlySpan<byte> toClient, out ReadOnlySpan<byte> toDevice);
        if (!fault.IsNone)
        {
            GiveUpReplies(fault, chunk);
            return;
        }

        if (!toClient.IsEmpty)
        {
            SendToClient(toClient);
        }

        if (!toDevice.IsEmpty && PermitOwn() is { } permit)
        {
            Forward(permit, toDevice);
        }

        if (relay.HasSession && !hasSession)
        {
            hasSession = true;
            StepDueTicks = LoopClock.Never;
            requests.Limits = AssemblyLimits.InSession;
        }
    }

    /// <inheritdoc/>
    protected override Verdict.Forward? PermitUnread(FindingKind kind, string detail)
    {
        bool passes = inspector.JudgeUnreadable();
        Report(kind, passes ? VerdictWord.Allowed : VerdictWord.Refused, detail);
        return passes ? inspector.Permit : null;
    }

    /// <inheritdoc/>
    protected override Verdict ResolveUnread()
    {
        inspector.Judge.BeginRequest();
        return Enforcement.Resolve(
            inspector.Judge.Posture, inspector.Judge.IsEnforcing, OperationClass.Malformed, new Decision(DecisionReason.Malformed));
    }

    /// <inheritdoc/>
    protected override void OnFrameDue()
    {
        if (relay.DueTicks <= Conduit.Clock.Ticks)
        {
            relay.StopWaiting();
            GoOn();
        }
        else
        {
            base.OnFrameDue();
        }
    }

    /// <inheritdoc/>
    protected override void OnEnded()
    {
        base.OnEnded();
        LetGoOfHeld();
        requests.Clear();
        relay.Clear();
    }

    private WireFault TakeHello(ReadOnlySpan<byte> chunk)
    {
        WireFault fault = TransportMessages.ReadHello(chunk, out TransportTerms terms, out _);
        if (!fault.IsNone)
        {
            return fault;
        }

        hasHello = true;
        channel.ClientChunkBytes = (int)Math.Min(terms.ReceiveBytes, ChunkBytesLimit);
        StepDueTicks = Conduit.Clock.ArmAfter(OpenWithin);
        inspector.Judge.BeginRequest();
        if (inspector.Judge.IsEnforcing && inspector.Judge.Rules is { IsNamed: false } && !inspector.JudgeChannel(Accepted))
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
        if (!fault.IsNone || (channel.Policy.Length > 0 && channel.Policy != open.Policy))
        {
            return fault.IsNone ? new WireFault(WireFaultKind.UnexpectedMessage) : fault;
        }

        if (channel.Policy.Length == 0)
        {
            StepDueTicks = Conduit.Clock.ArmAfter(SessionWithin);
            channel.Policy = open.Policy;
            channel.Mode = open.Mode;
            inspector.BindChannel(new NodeClient(Identity with { Thumbprint = open.Thumbprint })
            {
                Security = open.Mode,
                SecurityPolicy = open.Policy,
            });
        }

        Conduit.Counters.CountRequest();
        if (!inspector.JudgeChannel(Conduit.Conduit.OpcUa?.Decide(open.Policy, open.Mode) ?? Accepted))
        {
            bool isSecurity = inspector.Refusal.Reason == DecisionReason.Security;
            EndWithError(
                isSecurity ? StatusCodes.BadSecurityPolicyRejected : StatusCodes.BadUserAccessDenied,
                isSecurity ? "refused by OtEdge: this security is not accepted"u8 : "refused by OtEdge: no rule names this client"u8);
            return default;
        }

        Forward(inspector.Permit!, channel.IsNone ? sender.Numbered(chunk, open.SequenceStart, channel.ToDevice) : chunk);
        return default;
    }

    private WireFault TakeMessage(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        if (channel.Mode == MessageSecurity.Unknown)
        {
            channel.Mode = ReadableBody.IsSigned(chunk, channel.SignatureBytes) ? MessageSecurity.Sign : MessageSecurity.SignAndEncrypt;
            StepDueTicks = channel.IsSealed ? LoopClock.Never : StepDueTicks;
        }

        if (channel.IsSealed)
        {
            TakeSealed(header, chunk);
            return default;
        }

        SequenceHeader sequence = SequenceHeader.Of(chunk[SymmetricHeader.EndBytes..]);
        if (!ReadableBody.TryCut(chunk, channel, out ReadOnlySpan<byte> body))
        {
            return new WireFault(WireFaultKind.ChunkTooShort, ChunkFraming.SymmetricBytesMin + channel.SignatureBytes, chunk.Length);
        }

        if ((requests.HasUnfinished && !relay.IsUnfinished(sequence.RequestId)) || relay.IsWaiting(sequence.RequestId))
        {
            return new WireFault(WireFaultKind.RequestId, -1, sequence.RequestId);
        }

        if (!channel.ToDevice.Arrive(sequence.SequenceNumber) && channel.IsNone && inspector.Judge.IsEnforcing)
        {
            return new WireFault(WireFaultKind.SequenceNumber, -1, sequence.SequenceNumber);
        }

        FrameStatus status = requests.Add(header, sequence.RequestId, body, out ReadOnlySpan<byte> message, out WireFault fault);
        if (status == FrameStatus.Done && held.IsEmpty)
        {
            Act(chunk, chunk, sequence.RequestId, message);
        }
        else if (status != FrameStatus.Fault)
        {
            fault = Hold(status, chunk, sequence.RequestId, message);
        }

        return fault;
    }

    private WireFault Hold(FrameStatus status, ReadOnlySpan<byte> chunk, uint requestId, ReadOnlySpan<byte> message)
    {
        if (!server.TryHold(chunk.Length))
        {
            return new WireFault(WireFaultKind.UnfinishedMessages, heldBytes, heldBytes + chunk.Length);
        }

        held.Append(chunk);
        heldBytes += chunk.Length;
        relay.SetUnfinished(status == FrameStatus.NeedMore ? requestId : null);
        if (status == FrameStatus.NeedMore)
        {
            return default;
        }

        if (status == FrameStatus.Done)
        {
            Act(held.Bytes, chunk, requestId, message);
        }
        else if (PermitOwn() is { } permit)
        {
            // What the client itself has given up the device throws away.
            ForwardChunks(permit, held.Bytes);
        }

        LetGoOfHeld();
        return default;
    }

    private void Act(ReadOnlySpan<byte> chunks, ReadOnlySpan<byte> last, uint requestId, ReadOnlySpan<byte> message)
    {
        Conduit.Counters.CountRequest();
        RequestAct act = inspector.Inspect(message);
        if (act != RequestAct.Forward && !channel.IsNone)
        {
            EndWithError(inspector.RefusalStatus, "refused by OtEdge: a signed message cannot be answered in the server's place"u8);
            return;
        }

        SymmetricHeader header = SymmetricHeader.Of(last);
        switch (act)
        {
            case RequestAct.Forward:
                relay.Expect(requestId, inspector.Call);
                ForwardChunks(inspector.Permit!, chunks);
                break;
            case RequestAct.ForwardRest:
                relay.Expect(requestId, inspector.Call);
                Forward(inspector.Permit!, sender.Written(header, requestId, inspector.Output.Written, channel.ServerChunkBytes, channel.ToDevice));
                break;
            default:
                channel.ToDevice.Renumber();
                Refuse(header, requestId);
                break;
        }
    }

    private void Refuse(SymmetricHeader header, uint requestId)
    {
        Posture posture = inspector.Judge.Posture;
        Decision refusal = inspector.Refusal;
        RefusalForm form = refusal.Reason == DecisionReason.Pinned && refusal.Rule >= 0
            ? posture.Rules.Policy?.Pinned[refusal.Rule].RefuseWith ?? posture.RefuseWith
            : posture.RefuseWith;
        switch (form)
        {
            case RefusalForm.Close:
                EndWithError(inspector.RefusalStatus, "refused by OtEdge"u8);
                break;
            case RefusalForm.Reset:
                End(resetClient: true);
                break;
            default:
                SendToClient(sender.Written(header, requestId, inspector.Output.Written, channel.ClientChunkBytes, channel.ToClient));
                break;
        }
    }

    private void TakeSealed(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        bool isNew = inspector.Judge.BeginRequest() || sealedPermit is null;
        if (header.Kind == ChunkKind.Final)
        {
            Conduit.Counters.CountRequest();
        }

        if (isNew)
        {
            // Rules cannot see what is inside: it must be accepted by name, and come from a client that a rule names.
            bool isAccepted = Conduit.Conduit.OpcUa?.SecurityModes.Contains(MessageSecurity.SignAndEncrypt) == true
                && inspector.Judge.Rules is { IsNamed: true };
            sealedPermit = inspector.JudgeUnreadable(isAccepted ? Accepted : new Decision(DecisionReason.Security)) ? inspector.Permit : null;
        }

        if (sealedPermit is null)
        {
            EndWithError(StatusCodes.BadSecurityModeRejected, "refused by OtEdge: what is encrypted cannot be judged here"u8);
            return;
        }

        Forward(sealedPermit, chunk);
    }

    private WireFault TakeClose(ReadOnlySpan<byte> chunk)
    {
        if (PermitOwn() is { } permit)
        {
            Forward(permit, channel.IsNone ? sender.Numbered(chunk, SymmetricHeader.EndBytes, channel.ToDevice) : chunk);
        }

        return default;
    }

    private void ForwardChunks(Verdict.Forward permit, ReadOnlySpan<byte> chunks)
    {
        if (!channel.IsNone)
        {
            Forward(permit, chunks);
            return;
        }

        while (ChunkFraming.TryRead(chunks, int.MaxValue, out ChunkHeader header, out _) == FrameStatus.Done)
        {
            Forward(permit, sender.Left(chunks[..header.Bytes], channel.ToDevice));
            chunks = chunks[header.Bytes..];
        }
    }

    // The connection itself, and what OtEdge asks the server on its own account.
    private Verdict.Forward? PermitOwn() =>
        Enforcement.Resolve(inspector.Judge.Posture, true, OperationClass.Session, Accepted) as Verdict.Forward;

    private void LetGoOfHeld()
    {
        server.LetGo(heldBytes);
        heldBytes = 0;
        held.Clear();
    }
}
