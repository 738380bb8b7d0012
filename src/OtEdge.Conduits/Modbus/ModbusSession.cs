using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.Modbus;

namespace OtEdge.Conduits.Modbus;

/// <summary>
/// A Modbus connection. Each request goes six hops: (1) bytes arrive, (2) a frame is found in them, (3) it becomes operations,
/// (4) the rules decide, (5) the mode turns the decision into a verdict, (6) the frame goes to the device by that verdict, or its
/// refusal to the client. Replies come back past <see cref="ReplyDesk"/>, which pairs them with their requests.
/// </summary>
/// <remarks>
/// The device is dialled when the first request may pass, not when the client connects: devices have few places, and neither a
/// client that only connects nor one that is refused shall take one. A dead device shows as exception 0A at the first request.
/// </remarks>
internal sealed class ModbusSession : FramedSession
{
    // So much is read ahead while no request can be taken: enough for a burst, little for many clients.
    private const int ReadAheadBytes = 4096;
    private readonly SessionFindings findings;
    private readonly RequestJudge judge;
    private readonly ReplyDesk replies;
    private readonly PendingTable pending = new();
    private ByteQueue input;
    private HeldFrames held;
    private long requestDueTicks = LoopClock.Never;
    private bool clientEnded;
    private bool isClosing;
    private bool hasProvenItself;

    /// <summary>Makes a session for an accepted client.</summary>
    public ModbusSession(ConduitContext conduit, Link client)
        : base(conduit, client)
    {
        findings = new SessionFindings(conduit, this);
        judge = new RequestJudge(conduit, findings, Identity);
        replies = new ReplyDesk(conduit, judge, findings, pending, client);
        client.ReceiveBytesMax = ReadAheadBytes;
    }

    /// <inheritdoc/>
    public override bool HasProvenItself => hasProvenItself;

    /// <inheritdoc/>
    protected override long FrameDueTicks =>
        Math.Min(Math.Min(requestDueTicks, replies.FrameDueTicks), pending.DueTicks);

    private bool CanTakeRequest =>
        !HasEnded && !isClosing && !IsOpaque && !Client.IsCongested
        && pending.Waiting + held.Silent < Conduit.Limits.Pending;

    /// <inheritdoc/>
    protected override void OnFramedClientBytes(ReadOnlySpan<byte> bytes)
    {
        if (input.IsEmpty)
        {
            int used = TakeFrames(bytes);
            if (used < bytes.Length)
            {
                input.Append(bytes[used..]);
            }
        }
        else
        {
            input.Append(bytes);
            input.Remove(TakeFrames(input.Bytes));
        }

        HoldClientBack();
    }

    /// <inheritdoc/>
    protected override void OnFramedDeviceBytes(ReadOnlySpan<byte> bytes)
    {
        int waiting = pending.Waiting;
        WireFault fault = replies.Take(bytes);
        if (fault.Kind != WireFaultKind.None)
        {
            GiveUpReplies(FindingKind.MalformedReply, fault.Message);
            return;
        }

        if (Client.IsCongested)
        {
            Device!.Read(on: false);
        }

        if (pending.Waiting != waiting)
        {
            GoOn();
        }
    }

    /// <inheritdoc/>
    protected override void OnFramedEnd(LinkSide side)
    {
        if (side == LinkSide.Client)
        {
            clientEnded = true;
            FinishWhenAnswered();
            return;
        }

        // No request can be answered any more, so the client is told as the device tells it: by the end.
        if (!replies.Unframed.IsEmpty)
        {
            GiveUpReplies(FindingKind.MalformedReply, "the device's connection ended inside a reply");
        }

        End();
    }

    /// <inheritdoc/>
    protected override void OnFramedRoom(LinkSide side)
    {
        if (side == LinkSide.Client && !Client.IsCongested)
        {
            Device?.Read(on: true);
            GoOn();
        }
    }

    /// <inheritdoc/>
    protected override void OnFramedDeviceOpen()
    {
        pending.Restart(Conduit.Clock.ArmAfter(Conduit.Limits.DeviceTimeout));
        ReadOnlySpan<byte> rest = held.Bytes;
        while (!rest.IsEmpty)
        {
            int aduBytes = HeldFrames.FirstBytes(rest);
            SendToDevice(held.Permit!, rest[..aduBytes]);
            rest = rest[aduBytes..];
        }

        held.Clear();
        GoOn();
    }

    /// <inheritdoc/>
    protected override void OnFramedUnreachable() => AnswerUnreachable();

    /// <inheritdoc/>
    protected override void OnFrameDue()
    {
        long now = Conduit.Clock.Ticks;
        if (requestDueTicks <= now)
        {
            GiveUpRequests(
                FindingKind.FrameTimeout, input.Bytes, "the request was begun and not finished within `limits: frame`");
        }
        else if (replies.FrameDueTicks <= now)
        {
            GiveUpReplies(FindingKind.FrameTimeout, "the reply was begun and not finished within `limits: frame`");
        }
        else if (DeviceState == DeviceState.Open)
        {
            AnswerOverdue(now);
        }
        else
        {
            GiveUpDevice();
        }
    }

    /// <inheritdoc/>
    protected override Verdict ResolveUnread()
    {
        judge.ReadSnapshot();
        return judge.ResolveUnread();
    }

    /// <inheritdoc/>
    protected override void OnEnded()
    {
        base.OnEnded();
        input.Clear();
        held.Clear();
        pending.Clear();
        replies.Clear();
    }

    // Hop 2, and the others for every whole frame; says how many bytes are used up.
    private int TakeFrames(ReadOnlySpan<byte> bytes)
    {
        int used = 0;
        while (CanTakeRequest)
        {
            ReadOnlySpan<byte> rest = bytes[used..];
            FrameStatus status =
                ModbusFraming.TryRead(rest, Conduit.Conduit.MaxAduBytes, out int aduBytes, out WireFault fault);
            if (status == FrameStatus.Fault)
            {
                GiveUpRequests(FindingKind.Opaque, rest, fault.Message);
                return bytes.Length;
            }

            if (status == FrameStatus.NeedMore)
            {
                if (!rest.IsEmpty && requestDueTicks == LoopClock.Never)
                {
                    requestDueTicks = Conduit.Clock.ArmAfter(Conduit.Limits.Frame);
                }

                return used;
            }

            requestDueTicks = LoopClock.Never;
            if (pending.Waiting > 0 && pending.CollidesWithOverdue(AduHeader.Of(rest)))
            {
                return used;
            }

            TakeRequest(rest[..aduBytes]);
            used += aduBytes;
        }

        return HasEnded || isClosing || IsOpaque ? bytes.Length : used;
    }

    // Hops 3 to 6.
    private void TakeRequest(ReadOnlySpan<byte> adu)
    {
        judge.ReadSnapshot();
        Conduit.Counters.CountRequest();
        Verdict verdict = judge.Judge(adu, out ModbusRequest request, out Decision decision);
        hasProvenItself |= !request.Adu.IsEmpty;
        if (verdict is Verdict.Forward permit)
        {
            Forward(permit, adu, request);
        }
        else
        {
            Refuse(adu, decision);
        }
    }

    private void Forward(Verdict.Forward permit, ReadOnlySpan<byte> adu, in ModbusRequest request)
    {
        AduHeader header = AduHeader.Of(adu);
        if (pending.CollidesWithOverdue(header))
        {
            // A late reply could be taken for the reply to this request; it cannot come over a new connection.
            pending.Clear();
            replies.Clear();
            LetGoOfDevice(reset: true);
        }

        if (DeviceState == DeviceState.None && !SeekDevice())
        {
            Answer(header, ExceptionCode.GatewayPathUnavailable);
            return;
        }

        bool isMalformed = request.Adu.IsEmpty;
        bool hasReply = isMalformed || request.HasReply;
        if (hasReply)
        {
            long due = Conduit.Clock.ArmAfter(Conduit.Limits.DeviceTimeout);
            ref PendingEntry entry = ref isMalformed
                ? ref pending.AddUnchecked(header, due)
                : ref pending.Add(PendingRequest.Of(request), due);
            if (!isMalformed && judge.Posture.Rules.LearnsValues)
            {
                entry.Keep(request.WriteData);
            }
        }

        if (DeviceState == DeviceState.Open)
        {
            SendToDevice(permit, adu);
        }
        else
        {
            held.Add(permit, adu, hasReply);
        }
    }

    private void Refuse(ReadOnlySpan<byte> adu, Decision decision)
    {
        switch (RefusalTable.FormOf(judge.Posture, decision))
        {
            case RefusalForm.Reply:
                Answer(AduHeader.Of(adu), RefusalTable.CodeOf(decision.Reason));
                break;
            case RefusalForm.Close:
                // What was allowed before is still answered.
                isClosing = true;
                FinishWhenAnswered();
                break;
            case RefusalForm.Reset:
                End(resetClient: true);
                break;
            default:
                break;
        }
    }

    private void Answer(AduHeader request, byte code)
    {
        Span<byte> reply = stackalloc byte[ReplyWriter.ExceptionAduBytes];
        int bytes = new ReplyWriter(reply, request.TransactionId, request.Unit).Exception(request.Function, code);
        Client.Send(reply[..bytes]);
    }

    // Requests that had to wait may be taken now.
    private void GoOn()
    {
        if (!input.IsEmpty && CanTakeRequest)
        {
            input.Remove(TakeFrames(input.Bytes));
        }

        HoldClientBack();
        FinishWhenAnswered();
    }

    private void HoldClientBack()
    {
        if (!HasEnded && !IsOpaque)
        {
            Client.Read(on: input.Count < ReadAheadBytes && !Client.IsCongested);
        }
    }

    private void FinishWhenAnswered()
    {
        if (HasEnded || IsOpaque || !(clientEnded || isClosing) || pending.Waiting > 0 || !held.Bytes.IsEmpty
            || Client.IsCongested)
        {
            return;
        }

        if (!isClosing && !input.IsEmpty)
        {
            GiveUpRequests(FindingKind.Opaque, input.Bytes, "the client's connection ended inside a request");
            if (IsOpaque && !HasEnded)
            {
                OnEnd(LinkSide.Client);
            }

            return;
        }

        End();
    }

    // The bytes of the client are no frames: there is no way back.
    private void GiveUpRequests(FindingKind kind, ReadOnlySpan<byte> bytes, string detail)
    {
        requestDueTicks = LoopClock.Never;
        judge.ReadSnapshot();
        if (judge.ResolveUnread(kind, bytes, detail) is Verdict.Forward permit)
        {
            Surrender(permit, bytes);
        }
        else
        {
            End();
        }
    }

    // The bytes of the device are no frames: there is no way back.
    private void GiveUpReplies(FindingKind kind, string detail)
    {
        judge.ReadSnapshot();
        if (judge.ResolveUnreadReply(kind, replies.Unframed, detail) is Verdict.Forward permit)
        {
            Client.Send(replies.Unframed);
            Surrender(permit, input.Bytes);
        }
        else
        {
            End();
        }
    }

    private void Surrender(Verdict.Forward permit, ReadOnlySpan<byte> bytes)
    {
        ByteQueue toDevice = default;
        toDevice.Append(held.Bytes);
        toDevice.Append(bytes);
        requestDueTicks = LoopClock.Never;
        replies.Clear();
        pending.Clear();
        held.Clear();
        BecomeOpaque(permit, toDevice.Bytes);
        toDevice.Clear();
        input.Clear();
    }

    private void AnswerOverdue(long now)
    {
        for (int i = pending.FindDue(now); i >= 0; i = pending.FindDue(now))
        {
            PendingRequest request = pending[i].Request;
            findings.TellOf(FindingKind.DeviceTimeout, request, "the device did not answer within `limits: device-timeout`");
            Answer(HeaderOf(request), ExceptionCode.GatewayTargetFailedToRespond);
            pending.SetOverdue(i);
        }

        GoOn();
    }

    private void GiveUpDevice()
    {
        if (DeviceState == DeviceState.Connecting)
        {
            Conduit.Gate.Failed();
            Report(FindingKind.DeviceUnreachable, VerdictWord.Allowed, "the device did not accept the connection in time");
        }
        else
        {
            Report(
                FindingKind.ConnectionLimit,
                VerdictWord.Refused,
                "all connections that `limits: device-connections` allows are in use");
        }

        LetGoOfDevice(reset: false);
        AnswerUnreachable();
    }

    private void AnswerUnreachable()
    {
        for (int i = 0; i < pending.Waiting; i++)
        {
            Answer(HeaderOf(pending[i].Request), ExceptionCode.GatewayPathUnavailable);
        }

        pending.Clear();
        held.Clear();
        GoOn();
    }

    private static AduHeader HeaderOf(in PendingRequest request) =>
        new(request.TransactionId, request.Unit, request.Function);
}
