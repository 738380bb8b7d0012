using OtEdge.Conduits.FlightRecording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Modbus;

namespace OtEdge.Conduits.Modbus;

/// <summary>
/// The device side of a Modbus connection: sends what may pass, keeps it in mind until it is answered, and answers in the device's
/// place when the device cannot be reached or takes too long. A request is never sent twice.
/// </summary>
internal abstract class PairingSession : FramedSession
{
    private HeldFrames held;

    /// <summary>Makes a session for an accepted client.</summary>
    protected PairingSession(ConduitContext conduit, Link client)
        : base(conduit, client)
    {
        Findings = new SessionFindings(conduit, this);
        Judge = new RequestJudge(conduit, Findings, Identity);
        Replies = new ReplyDesk(conduit, Judge, Findings, Pending, client);
    }

    /// <summary>Judges this client's requests.</summary>
    protected RequestJudge Judge { get; }

    /// <summary>Frames and pairs the device's replies.</summary>
    protected ReplyDesk Replies { get; }

    /// <summary>Requests that wait for their reply.</summary>
    protected PendingTable Pending { get; } = new();

    /// <summary>Whole frames that may pass and wait for the device connection.</summary>
    protected ReadOnlySpan<byte> Held => held.Bytes;

    /// <summary>Requests that the device has not dealt with, as far as is known.</summary>
    protected int Unanswered => Pending.Waiting + held.Silent;

    private SessionFindings Findings { get; }

    /// <inheritdoc/>
    protected sealed override void OnFramedDeviceOpen()
    {
        Pending.Restart(Conduit.Clock.Ticks, Conduit.Clock.ArmAfter(Conduit.Limits.DeviceTimeout));
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
    protected sealed override void OnFramedUnreachable() => AnswerUnreachable();

    /// <inheritdoc/>
    protected sealed override Verdict ResolveUnread()
    {
        Judge.ReadSnapshot();
        return Judge.ResolveUnread();
    }

    /// <inheritdoc/>
    protected override void OnEnded()
    {
        base.OnEnded();
        Forget();
    }

    /// <summary>Requests that had to wait may be taken now.</summary>
    protected abstract void GoOn();

    /// <summary>The device, or the way to it, has taken too long for the oldest request.</summary>
    protected void OnPendingDue()
    {
        if (DeviceState == DeviceState.Open)
        {
            AnswerOverdue();
        }
        else
        {
            GiveUpDevice();
        }
    }

    /// <summary>Forgets every request and reply under way.</summary>
    protected void Forget()
    {
        held.Clear();
        Pending.Clear();
        Replies.Clear();
    }

    /// <summary>Hop 6 for a request that may pass: it goes to the device, now or when the connection is made.</summary>
    /// <param name="permit">The permission.</param>
    /// <param name="adu">The frame, exactly as it was judged.</param>
    /// <param name="request">The request; empty for a malformed one, whose reply cannot be checked.</param>
    protected void Forward(Verdict.Forward permit, ReadOnlySpan<byte> adu, in ModbusRequest request)
    {
        AduHeader header = AduHeader.Of(adu);
        if (Pending.CollidesWithOverdue(header))
        {
            // A late reply could be taken for the reply to this request; it cannot come over a new connection.
            Pending.Clear();
            Replies.Clear();
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
            long now = Conduit.Clock.Ticks;
            long due = Conduit.Clock.ArmAfter(Conduit.Limits.DeviceTimeout);
            ref PendingEntry entry = ref isMalformed
                ? ref Pending.AddUnchecked(header, now, due)
                : ref Pending.Add(PendingRequest.Of(request), now, due);
            if (!isMalformed && Conduit.WantsValues(Judge.Posture.Rules))
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

    /// <summary>Answers a request with an exception.</summary>
    protected void Answer(AduHeader request, byte code)
    {
        Span<byte> reply = stackalloc byte[ReplyWriter.ExceptionAduBytes];
        int bytes = new ReplyWriter(reply, request.TransactionId, request.Unit).Exception(request.Function, code);
        Flight?.Reply(FrameWay.OwnReply, reply[..bytes]);
        SendToClient(reply[..bytes]);
    }

    private void AnswerOverdue()
    {
        long now = Conduit.Clock.Ticks;
        for (int i = Pending.FindDue(now); i >= 0; i = Pending.FindDue(now))
        {
            PendingRequest request = Pending[i].Request;
            Findings.TellOf(FindingKind.DeviceTimeout, request, "the device did not answer within `limits: device-timeout`");
            Answer(HeaderOf(request), ExceptionCode.GatewayTargetFailedToRespond);
            Conduit.CountAnswer(Pending[i].SentTicks);
            Pending.SetOverdue(i);
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
        for (int i = 0; i < Pending.Waiting; i++)
        {
            Answer(HeaderOf(Pending[i].Request), ExceptionCode.GatewayPathUnavailable);
        }

        Pending.Clear();
        held.Clear();
        GoOn();
    }

    private static AduHeader HeaderOf(in PendingRequest request) =>
        new(request.TransactionId, request.Unit, request.Function);
}
