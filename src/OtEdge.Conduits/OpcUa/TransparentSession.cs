using OtEdge.Conduits.FlightRecording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>
/// Reads along on an OPC UA connection. Chunks that may pass go on untouched. Without security a request is refused by its item or
/// by a ServiceFault, and sequence numbers stay right both ways; a signed Channel, which cannot be changed, is closed instead; an
/// encrypted one is judged by what can be seen from outside. The replies go through <see cref="ReplyRelay"/>.
/// </summary>
internal sealed class TransparentSession : ChannelSession
{
    private readonly MessageAssembler requests = new(AssemblyLimits.BeforeSession);
    private readonly HeldRequest held;
    private uint? passing;
    private bool hasSession;

    /// <summary>Makes a session for an accepted client.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="client">The client's connection.</param>
    /// <param name="server">What is known of the conduit's server.</param>
    public TransparentSession(ConduitContext conduit, Link client, ServerMemory server)
        : base(conduit, client, server)
    {
        held = new HeldRequest(server.Unfinished);
        requests.Budget = server.Unfinished;
    }

    /// <inheritdoc/>
    public override bool HasProvenItself => (hasSession && Review.HoldsAny) || Channel.IsSealed;

    /// <inheritdoc/>
    protected override int ClientChunkBytes =>
        hasSession || Channel.IsSealed ? Channel.ServerChunkBytes : Math.Min(Channel.ServerChunkBytes, ChunkLimits.BytesBeforeSession - held.Bytes);

    /// <inheritdoc/>
    protected override int DeviceChunkBytes => Channel.ClientChunkBytes;

    /// <inheritdoc/>
    protected override bool CanTakeChunk => !Relay.HoldsClientBack;

    /// <inheritdoc/>
    protected override long FrameDueTicks => Math.Min(base.FrameDueTicks, Relay.DueTicks);

    /// <inheritdoc/>
    protected override ReadOnlySpan<byte> HeldChunks => held.Chunks;

    /// <inheritdoc/>
    protected override void OnDeviceChunk(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        WireFault fault = Relay.Take(header, chunk, out ReadOnlySpan<byte> toClient, out ReadOnlySpan<byte> toDevice);
        if (!fault.IsNone)
        {
            GiveUpReplies(fault, chunk);
            return;
        }

        if (header.Type == MessageType.OpenChannel)
        {
            Conduit.Clock.Arm(DueTicks);
        }

        if (!toClient.IsEmpty)
        {
            Flight?.Reply(FrameWay.Reply, toClient);
            SendToClient(toClient);
        }

        if (!toDevice.IsEmpty && PermitOwn() is { } permit)
        {
            Forward(permit, toDevice);
        }

        if (Relay.HasSession && !hasSession)
        {
            hasSession = true;
            StepDueTicks = LoopClock.Never;
            requests.Limits = AssemblyLimits.InSession;
        }

        ReviewItems(header, chunk);
    }

    /// <inheritdoc/>
    protected override void OnFrameDue()
    {
        if (Relay.DueTicks <= Conduit.Clock.Ticks)
        {
            Relay.StopWaiting();
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
        Relay.Clear();
        Review.LetGo();
    }

    /// <inheritdoc/>
    protected override void ForgetUnfinished()
    {
        held.Clear();
        requests.Clear();
    }

    /// <inheritdoc/>
    protected override WireFault TakeMessage(in ChunkHeader header, ReadOnlySpan<byte> chunk)
    {
        if (Channel.Mode == MessageSecurity.Unknown)
        {
            Channel.Mode = ReadableBody.IsSigned(chunk, Channel.SignatureBytes) ? MessageSecurity.Sign : MessageSecurity.SignAndEncrypt;
            StepDueTicks = Channel.IsSealed ? LoopClock.Never : StepDueTicks;
        }

        if (Channel.IsSealed)
        {
            TakeSealed(header, chunk);
            return default;
        }

        ReviewItems(header, chunk);
        if (HasEnded)
        {
            return default;
        }

        SequenceHeader sequence = SequenceHeader.Of(chunk[SymmetricHeader.EndBytes..]);
        bool isInOrder = Channel.ToDevice.Arrive(sequence.SequenceNumber);
        WireFault fault = passing == sequence.RequestId ? new WireFault(WireFaultKind.UnfinishedMessages) : Take(header, chunk, sequence, isInOrder);
        if (!fault.IsNone && !HasEnded)
        {
            LetPass(header, chunk, sequence.RequestId, fault);
        }

        requests.MessageTaken();
        Inspector.Output.Clear(RequestInspector.OutputKeptBytesMax);
        Arrival.Message(held.Bytes > 0);
        return default;
    }

    /// <inheritdoc/>
    protected override void OnLate(ReadOnlySpan<byte> bytes)
    {
        const string Late = "a chunk or a message was begun and not finished in time";
        if (PermitUnread(FindingKind.FrameTimeout, Late, bytes) is not { } permit)
        {
            EndWithError(StatusCodes.BadTimeout, "not finished in time"u8);
        }
        else if (Arrival.IsMessageLate)
        {
            passing = held.RequestId;
            PassHeld(permit);
            Arrival.Message(isBegun: false);
        }
        else
        {
            Arrival.ExcuseChunk();
        }
    }

    private WireFault Take(in ChunkHeader header, ReadOnlySpan<byte> chunk, SequenceHeader sequence, bool isInOrder)
    {
        if (!ReadableBody.TryCut(chunk, Channel, out ReadOnlySpan<byte> body))
        {
            return new WireFault(WireFaultKind.ChunkTooShort, ChunkFraming.SymmetricBytesMin + Channel.SignatureBytes, chunk.Length);
        }

        bool isReused = Relay.IsWaiting(sequence.RequestId);
        if ((requests.HasUnfinished && held.RequestId != sequence.RequestId) || (isReused && (Inspector.Judge.IsEnforcing || !Inspector.JudgeUnreadable())))
        {
            return new WireFault(WireFaultKind.RequestId, -1, sequence.RequestId);
        }

        if (!isInOrder && Channel.IsNone && Inspector.Judge.IsEnforcing)
        {
            return new WireFault(WireFaultKind.SequenceNumber, -1, sequence.SequenceNumber);
        }

        FrameStatus status = requests.Add(header, sequence.RequestId, body, out ReadOnlySpan<byte> message, out WireFault fault);
        if (status == FrameStatus.Done && held.Bytes == 0)
        {
            Act(chunk, chunk, sequence.RequestId, message);
        }
        else if (status != FrameStatus.Fault)
        {
            fault = Hold(status, chunk, sequence.RequestId, message);
        }

        return fault;
    }

    // What cannot be judged passes where everything does, chunk by chunk until the message is over: the connection is read on.
    private void LetPass(in ChunkHeader header, ReadOnlySpan<byte> chunk, uint requestId, in WireFault fault)
    {
        Verdict.Forward? permit = passing != requestId ? PermitUnread(FindingKind.MalformedRequest, fault.Message, chunk)
            : Inspector.JudgeUnreadable() ? Inspector.Permit
            : null;
        if (permit is null)
        {
            EndWithError(fault.StatusCode, "refused by OtEdge: not a valid message"u8);
            return;
        }

        StepDueTicks = LoopClock.Never;
        PassHeld(permit);
        ForwardChunks(permit, chunk);
        passing = header.Kind == ChunkKind.Intermediate ? requestId : null;
    }

    private void PassHeld(Verdict.Forward permit)
    {
        ForwardChunks(permit, held.Chunks);
        ForgetUnfinished();
    }

    private WireFault Hold(FrameStatus status, ReadOnlySpan<byte> chunk, uint requestId, ReadOnlySpan<byte> message)
    {
        if (!held.TryAdd(requestId, chunk))
        {
            return new WireFault(WireFaultKind.UnfinishedMessages, held.Bytes, held.Bytes + chunk.Length);
        }

        if (status == FrameStatus.NeedMore)
        {
            return default;
        }

        if (status == FrameStatus.Done)
        {
            Act(held.Chunks, chunk, requestId, message);
        }
        else if (PermitOwn() is { } permit)
        {
            // What the client itself has given up the device throws away.
            ForwardChunks(permit, held.Chunks);
        }

        held.Clear();
        return default;
    }

    private void Act(ReadOnlySpan<byte> chunks, ReadOnlySpan<byte> last, uint requestId, ReadOnlySpan<byte> message)
    {
        Conduit.Counters.CountRequest();
        RequestAct act = Inspector.Inspect(message);
        Record(chunks, Inspector.Service);
        if (act != RequestAct.Forward && !Channel.IsNone)
        {
            EndWithError(Inspector.RefusalStatus, "refused by OtEdge: a signed message cannot be answered in the server's place"u8);
            return;
        }

        SymmetricHeader header = SymmetricHeader.Of(last);
        switch (act)
        {
            case RequestAct.Forward:
                Relay.Expect(requestId, Inspector.Call);
                ForwardChunks(Inspector.Permit!, chunks);
                break;
            case RequestAct.ForwardRest:
                Relay.Expect(requestId, Inspector.Call);
                Forward(Inspector.Permit!, Sender.Written(header, requestId, Inspector.Output.Written, Channel.ServerChunkBytes, Channel.ToDevice));
                break;
            default:
                Channel.ToDevice.Renumber();
                Refuse(header, requestId);
                break;
        }
    }

    private void ForwardChunks(Verdict.Forward permit, ReadOnlySpan<byte> chunks)
    {
        if (!Channel.IsNone)
        {
            Forward(permit, chunks);
            return;
        }

        while (ChunkFraming.TryRead(chunks, int.MaxValue, out ChunkHeader header, out _) == FrameStatus.Done)
        {
            Forward(permit, Sender.Left(chunks[..header.Bytes], Channel.ToDevice));
            chunks = chunks[header.Bytes..];
        }
    }
}
