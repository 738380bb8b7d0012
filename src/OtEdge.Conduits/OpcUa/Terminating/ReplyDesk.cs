using OtEdge.Conduits.FlightRecording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>The way back: pairs the device's answers with requests, learns from them, puts refused slots back, and asks for the server's namespaces.</summary>
internal sealed class ReplyDesk(TerminatingSession session, GatewayFront front, ConduitContext conduit)
{
    private const int PendingMax = 4096;
    private const int PendingBytesMax = 1024 * 1024;
    private const int KeptBytesMax = 64 * 1024;
    private static readonly TimeSpan OwnAnswerWithin = TimeSpan.FromSeconds(5);
    private readonly Dictionary<uint, DeviceCall> pending = [];
    private readonly UaWriter writer = new();
    private int activations;
    private int pendingBytes;
    private bool hasAsked;

    /// <summary>
    /// False: the client must wait, until it is known whether a user was accepted and what the server's namespaces are, and while much has
    /// to be kept of what the device has not answered.
    /// </summary>
    public bool CanTake => activations == 0 && DueTicks == LoopClock.Never && pending.Count < PendingMax && pendingBytes < PendingBytesMax;

    /// <summary>When waiting for the answer to OtEdge's own question is over.</summary>
    public long DueTicks { get; private set; } = LoopClock.Never;

    /// <summary>A request went to the device.</summary>
    /// <param name="requestId">Its number there.</param>
    /// <param name="call">What is kept of it.</param>
    public void Expect(uint requestId, in DeviceCall call)
    {
        pending[requestId] = call with { Call = call.Call with { SentTicks = conduit.Clock.Ticks } };
        activations += call.Call.Service == ServiceType.ActivateSession ? 1 : 0;
        pendingBytes += call.Call.KeptBytes;
    }

    /// <summary>The server has not answered OtEdge's own question in time; without namespaces, rules that name them do not hold.</summary>
    public void StopWaiting() => DueTicks = LoopClock.Never;

    /// <summary>Silences the monitored items that the rules no longer allow, for they go on by themselves, and lets those speak that they allow again.</summary>
    public void ReviewItems()
    {
        if (!session.Review.IsDue || !session.DeviceLeg.IsOpen)
        {
            return;
        }

        IReadOnlyList<ItemSwitch> switched = session.Review.Review();
        if (session.Review.FoundUnknown)
        {
            EndForForbidden();
            return;
        }

        foreach (ItemSwitch items in switched)
        {
            writer.Clear(KeptBytesMax);
            ServiceType service = OwnRequests.WriteSwitch(writer, items, UaTime.Of(conduit.Clock.Now.Utc));
            if (!AskOwn(service, items.Session))
            {
                EndForForbidden();
                return;
            }
        }
    }

    /// <summary>Takes an answer of the device.</summary>
    public void Take(uint requestId, ReadOnlySpan<byte> message)
    {
        ReviewItems();
        if (!TryForget(requestId, out DeviceCall asked))
        {
            Report(FindingKind.UnmatchedReply, "the answer belongs to no open request");
            return;
        }

        ReplyCount.Take(conduit, asked.Call, message);
        ReadOnlySpan<byte> answer = message;
        if (asked.Call.Plan is { } plan)
        {
            writer.Clear(KeptBytesMax);
            WireFault fault = ServiceResponse.TryRead(message, out ServiceResponse response);
            fault = fault.IsNone ? ResponseMerge.Write(writer, response, plan) : fault;
            if (!fault.IsNone)
            {
                Report(FindingKind.MalformedReply, fault.Message);
                session.Requests.Refuse(asked.ClientRequestId, plan.Handle, StatusCodes.BadUnknownResponse);
                return;
            }

            answer = writer.Written;
        }

        ReplyLearning.Learn(asked.Call, answer, front.Server, session.Inspector.Judge);
        if (asked.Call.IsOwn)
        {
            TakeOwn(asked.Call.Service, answer);
        }
        else if (asked.Opening is not null)
        {
            session.Sessions.OnCreated(asked, answer);
        }
        else if (asked.Call.Service == ServiceType.ActivateSession)
        {
            session.Sessions.OnActivated(asked, answer);
        }
        else
        {
            Send(asked.ClientRequestId, answer);
        }
    }

    /// <summary>The device has given up an answer.</summary>
    public void Abort(uint requestId)
    {
        if (TryForget(requestId, out DeviceCall asked))
        {
            if (asked.Call.IsOwn)
            {
                TakeOwn(asked.Call.Service, default);
            }
            else
            {
                session.Requests.Refuse(asked.ClientRequestId, 0, StatusCodes.BadResponseTooLarge);
            }
        }
    }

    /// <summary>Sends an answer to the client; one that is too long becomes a ServiceFault that says so.</summary>
    public void Send(uint requestId, ReadOnlySpan<byte> answer, FrameWay way = FrameWay.Reply)
    {
        session.Bodies.Reply(way, requestId, answer);
        if (!session.ClientLeg.TrySend(requestId, answer))
        {
            uint handle = ServiceResponse.TryRead(answer, out ServiceResponse response).IsNone ? response.Header.Handle : 0;
            session.Requests.Refuse(requestId, handle, StatusCodes.BadResponseTooLarge);
        }
    }

    /// <summary>Asks for the namespaces, once: a client need not read them, and a server that was restarted may have others.</summary>
    /// <param name="token">The session in which it is asked.</param>
    public void AskForNamespaces(NodeIdRef token)
    {
        if (hasAsked)
        {
            return;
        }

        hasAsked = true;
        writer.Clear(KeptBytesMax);
        OwnRequests.WriteReadOfNamespaces(writer, token, UaTime.Of(conduit.Clock.Now.Utc));
        if (AskOwn(ServiceType.Read, null))
        {
            DueTicks = conduit.Clock.ArmAfter(OwnAnswerWithin);
        }
    }

    private bool AskOwn(ServiceType service, KnownSession? known)
    {
        uint sent = session.DeviceLeg.Send(session.PermitOwn(), writer.Written);
        if (sent != 0)
        {
            var own = new PendingCall { Service = service, Session = known, Request = writer.Written.ToArray(), IsOwn = true };
            pending[sent] = new DeviceCall(0, own, null);
            pendingBytes += own.KeptBytes;
        }

        return sent != 0;
    }

    private void TakeOwn(ServiceType service, ReadOnlySpan<byte> message)
    {
        if (service == ServiceType.Read)
        {
            DueTicks = LoopClock.Never;
        }
        else if (!OwnRequests.HasDone(service, message))
        {
            EndForForbidden();
        }
    }

    private void EndForForbidden() =>
        session.EndWithError(StatusCodes.BadUserAccessDenied, "refused by OtEdge: the rules no longer allow what is watched"u8);

    private bool TryForget(uint requestId, out DeviceCall asked)
    {
        if (!pending.Remove(requestId, out asked))
        {
            return false;
        }

        activations -= asked.Call.Service == ServiceType.ActivateSession ? 1 : 0;
        pendingBytes -= asked.Call.KeptBytes;
        return true;
    }

    private void Report(FindingKind kind, string detail)
    {
        TrafficFinding finding = session.NewFinding(kind, detail);
        finding.Verdict = VerdictWord.Refused;
        conduit.Report(finding);
    }
}
