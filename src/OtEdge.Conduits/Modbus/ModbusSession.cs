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
internal sealed class ModbusSession : PairingSession
{
    // So much is read ahead while no request can be taken: enough for a burst, little for many clients.
    private const int ReadAheadBytes = 4096;
    private ByteQueue input;
    private long requestDueTicks = LoopClock.Never;
    private bool clientEnded;
    private bool isClosing;
    private bool hasProvenItself;

    /// <summary>Makes a session for an accepted client.</summary>
    public ModbusSession(ConduitContext conduit, Link client)
        : base(conduit, client) => client.ReceiveBytesMax = ReadAheadBytes;

    /// <inheritdoc/>
    public override bool HasProvenItself => hasProvenItself;

    /// <inheritdoc/>
    protected override long FrameDueTicks =>
        Math.Min(Math.Min(requestDueTicks, Replies.FrameDueTicks), Pending.DueTicks);

    private bool CanTakeRequest =>
        !HasEnded && !isClosing && !IsOpaque && !Client.IsCongested && Device is not { IsCongested: true }
        && Unanswered < Conduit.Limits.Pending;

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
        WireFault fault = Replies.Take(bytes);
        if (fault.Kind != WireFaultKind.None)
        {
            GiveUpReplies(FindingKind.MalformedReply, fault.Message);
            return;
        }

        if (Client.IsCongested)
        {
            Device!.Read(on: false);
        }

        if (!input.IsEmpty || clientEnded || isClosing)
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
        if (!Replies.Unframed.IsEmpty)
        {
            GiveUpReplies(FindingKind.MalformedReply, "the device's connection ended inside a reply");
        }

        End();
    }

    /// <inheritdoc/>
    protected override void OnFramedRoom(LinkSide side)
    {
        if (!Client.IsCongested)
        {
            Device?.Read(on: true);
        }

        GoOn();
    }

    /// <inheritdoc/>
    protected override void OnFrameDue()
    {
        long now = Conduit.Clock.Ticks;
        if (requestDueTicks <= now)
        {
            GiveUpRequests(
                FindingKind.FrameTimeout, input.Bytes, "the request was begun and not finished within `limits: frame`");
        }
        else if (Replies.FrameDueTicks <= now)
        {
            GiveUpReplies(FindingKind.FrameTimeout, "the reply was begun and not finished within `limits: frame`");
        }
        else
        {
            OnPendingDue();
        }
    }

    /// <inheritdoc/>
    protected override void OnEnded()
    {
        base.OnEnded();
        input.Clear();
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
            if (Pending.Waiting > 0 && Pending.CollidesWithOverdue(AduHeader.Of(rest)))
            {
                return used;
            }

            TakeRequest(rest[..aduBytes]);
            used += aduBytes;
        }

        // A frame that has to wait is not the client's fault.
        requestDueTicks = LoopClock.Never;
        return HasEnded || isClosing || IsOpaque ? bytes.Length : used;
    }

    // Hops 3 to 6.
    private void TakeRequest(ReadOnlySpan<byte> adu)
    {
        Judge.ReadSnapshot();
        Conduit.Counters.CountRequest();
        Verdict verdict = Judge.Judge(adu, out ModbusRequest request, out Decision decision);
        Flight?.Request(adu, Judge.Word(verdict, decision), decision, Judge.Posture.Rules);
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

    private void Refuse(ReadOnlySpan<byte> adu, Decision decision)
    {
        switch (RefusalTable.FormOf(Judge.Posture, decision))
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
        }
    }

    /// <inheritdoc/>
    protected override void GoOn()
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
        if (HasEnded || IsOpaque || !(clientEnded || isClosing) || Pending.Waiting > 0 || !Held.IsEmpty
            || Client.IsCongested)
        {
            return;
        }

        if (!isClosing && !input.IsEmpty)
        {
            GiveUpRequests(FindingKind.Opaque, input.Bytes, "the client's connection ended inside a request");
        }
        else
        {
            End();
        }
    }

    // The bytes of the client are no frames: there is no way back.
    private void GiveUpRequests(FindingKind kind, ReadOnlySpan<byte> bytes, string detail)
    {
        requestDueTicks = LoopClock.Never;
        Judge.ReadSnapshot();
        if (Judge.ResolveUnread(kind, bytes, detail) is Verdict.Forward permit)
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
        Judge.ReadSnapshot();
        if (Judge.ResolveUnreadReply(kind, Replies.Unframed, detail) is Verdict.Forward permit)
        {
            Client.Send(Replies.Unframed);
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
        toDevice.Append(Held);
        toDevice.Append(bytes);
        requestDueTicks = LoopClock.Never;
        Forget();
        BecomeOpaque(permit, toDevice.Bytes);
        toDevice.Clear();
        input.Clear();
        if (clientEnded && !HasEnded)
        {
            OnEnd(LinkSide.Client);
        }
    }
}
