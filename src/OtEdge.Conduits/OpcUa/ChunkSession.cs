using OtEdge.Conduits.OpcUa.Reverse;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa;

/// <summary>
/// An OPC UA connection as a stream of chunks each way: frames them, dials the device at HEL, keeps deadlines, and ends what cannot be
/// framed. What the chunks mean is told by those who derive from it.
/// </summary>
internal abstract class ChunkSession : FramedSession
{
    private ByteQueue input;
    private ByteQueue replies;
    private ByteQueue unsent;
    private Verdict.Forward? unsentPermit;
    private long deviceDueTicks = LoopClock.Never;

    /// <summary>Makes a session for an accepted client.</summary>
    protected ChunkSession(ConduitContext conduit, Link client)
        : base(conduit, client) => Arrival = new ArrivalDeadlines(conduit.Clock, conduit.Limits.Frame);

    /// <summary>When what the client has begun has to be whole.</summary>
    protected ArrivalDeadlines Arrival { get; }

    /// <summary>Chunks of a request that is not judged yet; empty: none.</summary>
    protected virtual ReadOnlySpan<byte> HeldChunks => default;

    /// <summary>When the present step of connecting has to be over.</summary>
    protected long StepDueTicks { get; set; } = LoopClock.Never;

    /// <summary>Longest chunk that the client may send now.</summary>
    protected abstract int ClientChunkBytes { get; }

    /// <summary>Longest chunk that the device may send now.</summary>
    protected abstract int DeviceChunkBytes { get; }

    /// <summary>False: what the client sends has to wait.</summary>
    protected abstract bool CanTakeChunk { get; }

    /// <inheritdoc/>
    protected override long FrameDueTicks => Math.Min(Math.Min(StepDueTicks, Arrival.DueTicks), deviceDueTicks);

    private bool CanGoOn => !HasEnded && !IsOpaque && CanTakeChunk && unsent.IsEmpty && !Client.IsCongested && Device is not { IsCongested: true };

    /// <summary>A whole chunk of the client.</summary>
    protected abstract void OnClientChunk(in ChunkHeader header, ReadOnlySpan<byte> chunk);

    /// <summary>A whole chunk of the device.</summary>
    protected abstract void OnDeviceChunk(in ChunkHeader header, ReadOnlySpan<byte> chunk);

    /// <summary>The permission to pass bytes that cannot be read; null: they are refused.</summary>
    protected abstract Verdict.Forward? PermitUnread(FindingKind kind, string detail, ReadOnlySpan<byte> bytes);

    /// <summary>Sends to the device, which is dialled first when there is no connection yet.</summary>
    protected void Forward(Verdict.Forward permit, ReadOnlySpan<byte> bytes)
    {
        if (DeviceState == DeviceState.Open)
        {
            SendToDevice(permit, bytes);
            return;
        }

        unsent.Append(bytes);
        unsentPermit = permit;
        if (DeviceState == DeviceState.None && !SeekDevice())
        {
            Report(FindingKind.DeviceUnreachable, VerdictWord.Allowed, "the device could not be reached a moment ago");
            OnFramedUnreachable();
            return;
        }

        deviceDueTicks = Conduit.Clock.ArmAfter(Conduit.Limits.DeviceTimeout);
    }

    /// <summary>Ends the connection with ERR, so that the client knows why.</summary>
    protected void EndWithError(uint status, ReadOnlySpan<byte> reason)
    {
        if (!HasEnded)
        {
            var errors = new UaWriter(512);
            TransportMessages.WriteError(errors, status, reason);
            Flight?.Reply(FlightRecording.FrameWay.OwnReply, errors.Written);
            Client.Send(errors.Written);
            End();
        }
    }

    /// <summary>The bytes of the client are no chunks, or ones that must not come: there is no way back.</summary>
    protected void GiveUpRequests(in WireFault fault, ReadOnlySpan<byte> bytes)
    {
        StepDueTicks = LoopClock.Never;
        if (PermitUnread(FindingKind.MalformedRequest, fault.Message, bytes) is { } permit)
        {
            Surrender(permit, bytes);
        }
        else
        {
            EndWithError(fault.StatusCode, "refused by OtEdge: not a valid message"u8);
        }
    }

    /// <summary>The bytes of the device are no chunks, or ones that must not come.</summary>
    protected void GiveUpReplies(in WireFault fault, ReadOnlySpan<byte> bytes)
    {
        if (PermitUnread(FindingKind.MalformedReply, fault.Message, bytes) is { } permit)
        {
            Client.Send(bytes);
            Surrender(permit, input.Bytes);
        }
        else
        {
            EndWithError(StatusCodes.BadTcpInternalError, "the server's message is not valid"u8);
        }
    }

    /// <summary>A chunk or a message of an open channel was begun and is not whole in time.</summary>
    /// <param name="bytes">What has come of the chunk.</param>
    protected abstract void OnLate(ReadOnlySpan<byte> bytes);

    /// <summary>Unfinished requests are not needed any more.</summary>
    protected abstract void ForgetUnfinished();

    /// <summary>What had to wait may be taken now.</summary>
    protected void GoOn()
    {
        if (!input.IsEmpty && CanGoOn)
        {
            int used = TakeChunks(input.Bytes);
            input.Remove(Math.Min(used, input.Count));
        }

        HoldClientBack();
    }

    /// <inheritdoc/>
    protected override void OnFramedClientBytes(ReadOnlySpan<byte> bytes)
    {
        int used = input.IsEmpty ? TakeChunks(bytes) : 0;
        if (used < bytes.Length)
        {
            input.Append(bytes[used..]);
        }

        GoOn();
    }

    /// <inheritdoc/>
    protected override void OnFramedDeviceBytes(ReadOnlySpan<byte> bytes)
    {
        if (replies.IsEmpty)
        {
            replies.Append(bytes[TakeReplies(bytes)..]);
        }
        else
        {
            replies.Append(bytes);
            replies.Remove(Math.Min(TakeReplies(replies.Bytes), replies.Count));
        }

        if (!HasEnded && !IsOpaque)
        {
            Device?.Read(on: !Client.IsCongested);
            GoOn();
        }
    }

    /// <inheritdoc/>
    protected override void OnFramedEnd(LinkSide side) => End();

    /// <inheritdoc/>
    protected override void OnFramedRoom(LinkSide side)
    {
        Device?.Read(on: !Client.IsCongested);
        GoOn();
    }

    /// <inheritdoc/>
    protected override void OnFramedDeviceOpen()
    {
        deviceDueTicks = LoopClock.Never;
        SendToDevice(unsentPermit!, CalledHello.For(Device!, unsent.Bytes));
        unsent.Clear();
        GoOn();
    }

    /// <inheritdoc/>
    protected override void OnFramedUnreachable() =>
        EndWithError(StatusCodes.BadCommunicationError, "the server cannot be reached"u8);

    /// <inheritdoc/>
    protected override void OnFrameDue()
    {
        bool isDevice = deviceDueTicks <= Conduit.Clock.Ticks;
        if (!isDevice && StepDueTicks == LoopClock.Never)
        {
            OnLate(input.Bytes);
            return;
        }

        Report(
            isDevice ? FindingKind.DeviceUnreachable : FindingKind.FrameTimeout,
            isDevice ? VerdictWord.Allowed : VerdictWord.Refused,
            isDevice ? Conduit.Gate.Late(DeviceState) : "the connection was not opened in time");
        EndWithError(StatusCodes.BadTimeout, "not finished in time"u8);
    }

    /// <inheritdoc/>
    protected override void OnEnded()
    {
        base.OnEnded();
        input.Clear();
        replies.Clear();
        unsent.Clear();
        ForgetUnfinished();
    }

    private int TakeChunks(ReadOnlySpan<byte> bytes)
    {
        int used = 0;
        while (CanGoOn)
        {
            ReadOnlySpan<byte> rest = bytes[used..];
            FrameStatus status = ChunkFraming.TryRead(rest, ClientChunkBytes, out ChunkHeader header, out WireFault fault);
            if (status == FrameStatus.Fault)
            {
                GiveUpRequests(fault, rest);
                return bytes.Length;
            }

            if (status == FrameStatus.NeedMore)
            {
                Arrival.Chunk(isBegun: !rest.IsEmpty);
                return used;
            }

            used += header.Bytes;
            Arrival.Chunk(isBegun: false);
            OnClientChunk(header, rest[..header.Bytes]);
        }

        Arrival.Chunk(isBegun: false);
        return HasEnded || IsOpaque ? bytes.Length : used;
    }

    private int TakeReplies(ReadOnlySpan<byte> bytes)
    {
        int used = 0;
        while (!HasEnded && !IsOpaque)
        {
            ReadOnlySpan<byte> rest = bytes[used..];
            FrameStatus status = ChunkFraming.TryRead(rest, DeviceChunkBytes, out ChunkHeader header, out WireFault fault);
            if (status == FrameStatus.Fault)
            {
                GiveUpReplies(fault, rest);
                return bytes.Length;
            }

            if (status == FrameStatus.NeedMore)
            {
                return used;
            }

            used += header.Bytes;
            OnDeviceChunk(header, rest[..header.Bytes]);
        }

        return bytes.Length;
    }

    private void HoldClientBack()
    {
        if (!HasEnded && !IsOpaque)
        {
            Client.Read(on: CanGoOn);
        }
    }

    private void Surrender(Verdict.Forward permit, ReadOnlySpan<byte> bytes)
    {
        ByteQueue toDevice = default;
        toDevice.Append(unsent.Bytes);
        toDevice.Append(HeldChunks);
        toDevice.Append(bytes);
        unsent.Clear();
        Arrival.Clear();
        ForgetUnfinished();
        deviceDueTicks = LoopClock.Never;
        BecomeOpaque(permit, toDevice.Bytes);
        toDevice.Clear();
        input.Clear();
    }
}
