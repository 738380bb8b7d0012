using OtEdge.Conduits.FlightRecording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Policy;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>
/// Takes the requests of a client in: answers discovery itself, gives sessions to <see cref="SessionDesk"/>, has everything else judged,
/// and passes on what may pass.
/// </summary>
internal sealed class RequestDesk(TerminatingSession session, GatewayFront front, ConduitContext conduit)
{
    private const int KeptBytesMax = 64 * 1024;
    private readonly UaWriter answer = new();
    private (uint RequestId, byte[] Message)? waiting;

    /// <summary>False: what the client sends has to wait, because a request waits for the device.</summary>
    public bool CanTake => waiting is null;

    private long Now => UaTime.Of(conduit.Clock.Now.Utc);

    /// <summary>Takes a request.</summary>
    public void Take(uint requestId, ReadOnlySpan<byte> message)
    {
        session.Replies.ReviewItems();
        if (session.HasEnded)
        {
            return;
        }

        bool isReadable = ServiceRequest.TryRead(message, out ServiceRequest request).IsNone;
        uint handle = isReadable ? request.Header.Handle : 0;
        switch (isReadable ? request.Service : ServiceType.None)
        {
            case ServiceType.GetEndpoints or ServiceType.FindServers:
                Discover(requestId, request);
                break;
            case var _ when session.IsForDiscovery:
                Refuse(requestId, handle, StatusCodes.BadSecurityPolicyRejected);
                break;
            case ServiceType.CreateSession or ServiceType.ActivateSession when !session.DeviceLeg.IsOpen:
                Wait(requestId, message, wantsChannel: true);
                break;
            case ServiceType.CreateSession:
                session.Sessions.Create(requestId, request);
                break;
            case ServiceType.ActivateSession:
                session.Sessions.Activate(requestId, request);
                break;
            case var _ when isReadable && session.Sessions.WrongWith(request.Header.AuthenticationToken) is var wrong and not StatusCodes.Good:
                session.Sessions.Turn(requestId, handle, wrong);
                break;
            case var _ when !session.DeviceLeg.IsOpen:
                Refuse(requestId, handle, StatusCodes.BadSessionIdInvalid);
                break;
            default:
                Judge(requestId, handle, message);
                break;
        }
    }

    /// <summary>The device has told what it is: a question of discovery can be answered.</summary>
    public void OnPicture()
    {
        if (waiting is { } request && ServiceRequest.TryRead(request.Message, out ServiceRequest asked).IsNone
            && asked.Service is ServiceType.GetEndpoints or ServiceType.FindServers)
        {
            TakeWaiting();
        }
    }

    /// <summary>The device can be asked: the request that has waited for it goes on.</summary>
    public void TakeWaiting()
    {
        if (waiting is { } request)
        {
            waiting = null;
            Take(request.RequestId, request.Message);
        }
    }

    /// <summary>Passes a judged request on.</summary>
    /// <param name="requestId">The client's number for it.</param>
    /// <param name="handle">Its handle.</param>
    /// <param name="permit">The permission.</param>
    /// <param name="call">What has to be kept of it.</param>
    /// <param name="message">What is sent.</param>
    public void Pass(uint requestId, uint handle, Verdict.Forward permit, in DeviceCall call, ReadOnlySpan<byte> message)
    {
        uint sent = session.DeviceLeg.IsOpen ? session.DeviceLeg.Send(permit, message) : 0;
        if (sent == 0)
        {
            Refuse(requestId, handle, StatusCodes.BadRequestTooLarge);
        }
        else
        {
            session.Replies.Expect(sent, call);
        }
    }

    /// <summary>Answers a request with a ServiceFault.</summary>
    public void Refuse(uint requestId, uint handle, uint status)
    {
        answer.Clear(KeptBytesMax);
        ResponseMerge.WriteFault(answer, handle, status, Now);
        session.Bodies.Reply(FrameWay.OwnReply, requestId, answer.Written);
        session.ClientLeg.TrySend(requestId, answer.Written);
    }

    /// <summary>Does what a judged request gets that is not passed on: the inspector's answer, or the end of the connection.</summary>
    public void Answer(uint requestId)
    {
        switch (RefusalForms.Of(session.Inspector.Judge.Posture, session.Inspector.Refusal))
        {
            case Core.Zones.RefusalForm.Close:
                session.EndWithError(session.Inspector.RefusalStatus, "refused by OtEdge"u8);
                break;
            case Core.Zones.RefusalForm.Reset:
                session.End(resetClient: true);
                break;
            default:
                session.Replies.Send(requestId, session.Inspector.Output.Written, FrameWay.OwnReply);
                break;
        }
    }

    private void Judge(uint requestId, uint handle, ReadOnlySpan<byte> message)
    {
        RequestInspector inspector = session.Inspector;
        RequestAct act = inspector.Inspect(message);
        session.Bodies.Request(requestId, message);
        switch (act)
        {
            case RequestAct.Forward:
                Pass(requestId, handle, inspector.Permit!, new DeviceCall(requestId, inspector.Call, null), message);
                break;
            case RequestAct.ForwardRest:
                Pass(requestId, handle, inspector.Permit!, new DeviceCall(requestId, inspector.Call, null), inspector.Output.Written);
                break;
            default:
                Answer(requestId);
                break;
        }

        inspector.Output.Clear(RequestInspector.OutputKeptBytesMax);
    }

    // Not judged: it is OtEdge that answers, and it tells everybody the same.
    private void Discover(uint requestId, in ServiceRequest request)
    {
        DevicePicture? picture = session.DeviceLeg.IsOpen ? session.DeviceLeg.Picture : front.FreshPicture(conduit.Clock.Ticks) ?? session.DeviceLeg.Picture;
        if (picture is null)
        {
            Wait(requestId, request.Body, wantsChannel: false);
            return;
        }

        IReadOnlyList<Endpoint> endpoints = front.Offer(picture, session.Presented(picture), session.UrlOf(Discovery.UrlOf(request)));
        answer.Clear(KeptBytesMax);
        if (request.Service == ServiceType.GetEndpoints)
        {
            Discovery.AnswerEndpoints(answer, request, endpoints, conduit.Clock.Now.Utc);
        }
        else if (endpoints.Count > 0)
        {
            Discovery.AnswerServers(answer, request, endpoints[0].Server, conduit.Clock.Now.Utc);
        }

        session.Replies.Send(requestId, answer.Written, FrameWay.OwnReply);
    }

    private void Wait(uint requestId, ReadOnlySpan<byte> message, bool wantsChannel)
    {
        waiting = (requestId, message.ToArray());
        session.DeviceLeg.Seek(wantsChannel);
    }
}
