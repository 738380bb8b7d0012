using OtEdge.Conduits.FlightRecording;
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
/// by a ServiceFault, and sequence numbers stay right both ways; a signed Channel, which cannot be changed, is closed instead; an
/// encrypted one is judged by what can be seen from outside. The replies go through <see cref="ReplyRelay"/>.
/// </summary>
internal sealed class TransparentSession : ChannelSession
{
    private readonly ServerMemory server;
    private readonly MessageAssembler requests = new(AssemblyLimits.BeforeSession);
    private ByteQueue held;
    private int heldBytes;
    private bool hasSession;

    /// <summary>Makes a session for an accepted client.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="client">The client's connection.</param>
    /// <param name="server">What is known of the conduit's server.</param>
    public TransparentSession(ConduitContext conduit, Link client, ServerMemory server)
        : base(conduit, client, server)
    {
        this.server = server;
        requests.Budget = server.Unfinished;
    }

    /// <inheritdoc/>
    public override bool HasProvenItself => (hasSession && Review.HoldsAny) || Channel.IsSealed;

    /// <inheritdoc/>
    protected override int ClientChunkBytes =>
        hasSession || Channel.IsSealed ? Channel.ServerChunkBytes : Math.Min(Channel.ServerChunkBytes, ChunkLimits.BytesBeforeSession - heldBytes);

    /// <inheritdoc/>
    protected override int DeviceChunkBytes => Channel.ClientChunkBytes;

    /// <inheritdoc/>
    protected override bool CanTakeChunk => !Relay.HoldsClientBack;

    /// <inheritdoc/>
    protected override long FrameDueTicks => Math.Min(base.FrameDueTicks, Math.Min(Relay.DueTicks, SilenceDueTicks));

    /// <inheritdoc/>
    protected override ReadOnlySpan<byte> HeldChunks => held.Bytes;

    private long SilenceDueTicks =>
        Channel.SilenceMax is { } silence ? LoopClock.After(LastActivityTicks, silence) : LoopClock.Never;

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
            Conduit.Clock.Arm(SilenceDueTicks);
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
        else if (SilenceDueTicks <= Conduit.Clock.Ticks)
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
    protected override void OnEnded()
    {
        base.OnEnded();
        Relay.Clear();
        Review.LetGo();
    }

    /// <inheritdoc/>
    protected override void ForgetUnfinished()
    {
        LetGoOfHeld();
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
        if (!ReadableBody.TryCut(chunk, Channel, out ReadOnlySpan<byte> body))
        {
            return new WireFault(WireFaultKind.ChunkTooShort, ChunkFraming.SymmetricBytesMin + Channel.SignatureBytes, chunk.Length);
        }

        bool isReused = Relay.IsWaiting(sequence.RequestId);
        if ((requests.HasUnfinished && !Relay.IsUnfinished(sequence.RequestId)) || (isReused && (Inspector.Judge.IsEnforcing || !Inspector.JudgeUnreadable())))
        {
            return new WireFault(WireFaultKind.RequestId, -1, sequence.RequestId);
        }

        if (!Channel.ToDevice.Arrive(sequence.SequenceNumber) && Channel.IsNone && Inspector.Judge.IsEnforcing)
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

        requests.MessageTaken();
        Inspector.Output.Clear(RequestInspector.OutputKeptBytesMax);
        Arrival.Message(!held.IsEmpty);
        return fault;
    }

    private WireFault Hold(FrameStatus status, ReadOnlySpan<byte> chunk, uint requestId, ReadOnlySpan<byte> message)
    {
        if (!server.Unfinished.TryTake(chunk.Length, heldBytes))
        {
            return new WireFault(WireFaultKind.UnfinishedMessages, heldBytes, heldBytes + chunk.Length);
        }

        held.Append(chunk);
        heldBytes += chunk.Length;
        Relay.SetUnfinished(status == FrameStatus.NeedMore ? requestId : null);
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

    private void Refuse(SymmetricHeader header, uint requestId)
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

    private void LetGoOfHeld()
    {
        server.Unfinished.GiveBack(heldBytes);
        heldBytes = 0;
        held.Clear();
    }
}
