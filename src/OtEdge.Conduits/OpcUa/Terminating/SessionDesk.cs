using OtEdge.Core.Findings;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>Makes sessions across both channels: what proves who is who on one side is made anew for the other (OPC UA Part 4, 5.6).</summary>
internal sealed class SessionDesk(TerminatingSession session, GatewayFront front)
{
    private const int NonceBytes = 32;
    private const uint BadCertificateUriInvalid = CertificateStatusCodes.BadCertificateUriInvalid;
    private readonly List<SessionBinding> owned = [];

    /// <summary>False while a user is being carried over: requests that follow must wait.</summary>
    public bool CanTake { get; private set; } = true;

    /// <summary>Good when a token names a session of this connection; otherwise what is wrong with it.</summary>
    public uint WrongWith(NodeIdRef token) =>
        front.Server.Find(token)?.Binding is not { } binding ? StatusCodes.BadSessionIdInvalid
        : binding.Owner != session ? StatusCodes.BadSecureChannelIdInvalid
        : StatusCodes.Good;

    /// <summary>Refuses a request in a session that is not this connection's to use; one that is another's is told.</summary>
    public void Turn(uint requestId, uint handle, uint wrong)
    {
        if (wrong != StatusCodes.BadSessionIdInvalid)
        {
            session.Report(FindingKind.MalformedRequest, "the request names a session of another connection, client or user");
        }

        session.Requests.Refuse(requestId, handle, wrong);
    }

    /// <summary>The client asks for a session.</summary>
    public void Create(uint requestId, in ServiceRequest request)
    {
        uint handle = request.Header.Handle;
        uint wrong = CreateSessionRequest.TryRead(request, out CreateSessionRequest create).IsNone ? WrongWith(create) : StatusCodes.BadDecodingError;
        if (wrong != StatusCodes.Good)
        {
            session.Requests.Refuse(requestId, handle, wrong);
            return;
        }

        RequestAct act = session.Inspector.Inspect(request.Body);
        session.Bodies.Request(requestId, request.Body);
        if (act != RequestAct.Forward)
        {
            session.Requests.Answer(requestId);
            return;
        }

        DevicePicture picture = session.DeviceLeg.Picture!;
        var opening = new SessionOpening(
            create.ClientNonce.ToArray(), Nonce(), session.UrlOf(System.Text.Encoding.UTF8.GetString(create.EndpointUrl)));
        var asked = new UaWriter();
        SessionRewriter.CreateRequest(request, SideTo(picture, opening.OwnNonce), asked);
        session.Requests.Pass(requestId, handle, session.Inspector.Permit!, new DeviceCall(requestId, session.Inspector.Call, opening), asked.Written);
    }

    /// <summary>The device has made a session, or not.</summary>
    public void OnCreated(DeviceCall asked, ReadOnlySpan<byte> message)
    {
        if (!ServiceResponse.TryRead(message, out ServiceResponse response).IsNone || response.IsFault || StatusCodes.IsBad(response.Header.ServiceResult))
        {
            session.Replies.Send(asked.ClientRequestId, message);
            return;
        }

        uint handle = response.Header.Handle;
        if (!CreateSessionResponse.TryRead(response, out CreateSessionResponse created).IsNone || front.Server.Find(created.Token) is not { } known)
        {
            session.Requests.Refuse(asked.ClientRequestId, handle, StatusCodes.BadUnknownResponse);
            return;
        }

        var binding = new SessionBinding
        {
            Thumbprint = session.ClientLeg.Thumbprint,
            OwnNonce = Nonce(),
            DeviceNonce = created.ServerNonce.ToArray(),
            Owner = session,
        };
        known.Binding = binding;
        owned.Add(binding);
        DevicePicture picture = session.DeviceLeg.Picture!;
        OwnCertificate presented = session.Presented(picture);
        var work = new SessionCreation(session.ClientLeg.Channel, presented, picture)
        {
            Message = message.ToArray(),
            Opening = asked.Opening!,
            OwnNonce = binding.OwnNonce,
            Endpoints = front.Offer(picture, presented, asked.Opening!.Url),
        };
        session.Do(work.Run, () =>
        {
            if (work.StatusCode == StatusCodes.Good)
            {
                session.Replies.Send(asked.ClientRequestId, work.Answer.Written);
                return;
            }

            session.Report(FindingKind.MalformedReply, "the device does not prove that it holds the key of its certificate");
            session.Requests.Refuse(asked.ClientRequestId, handle, work.StatusCode);
        });
    }

    /// <summary>The client says who its user is, on the connection that made the session or on another one.</summary>
    public void Activate(uint requestId, in ServiceRequest request)
    {
        uint handle = request.Header.Handle;
        KnownSession? known = front.Server.Find(request.Header.AuthenticationToken);
        uint wrong = ActivateSessionRequest.TryRead(request, out ActivateSessionRequest activate).IsNone
            ? WrongWith(known, activate)
            : StatusCodes.BadDecodingError;
        if (wrong != StatusCodes.Good)
        {
            Turn(requestId, handle, wrong);
            return;
        }

        RequestAct act = session.Inspector.Inspect(request.Body);
        session.Bodies.Request(requestId, request.Body);
        if (act != RequestAct.Forward)
        {
            session.Requests.Answer(requestId);
            return;
        }

        var call = new DeviceCall(requestId, session.Inspector.Call, null);
        var permit = session.Inspector.Permit!;
        DevicePicture picture = session.DeviceLeg.Picture!;
        OwnCertificate presented = session.Presented(picture);
        ServerChannel channel = session.ClientLeg.Channel;
        var scene = new UserScene(presented, picture)
        {
            Nonces = (known!.Binding!.OwnNonce, known.Binding.DeviceNonce),
            Offered = front.Offer(picture, presented, "").FirstOrDefault(one => one.PolicyUri == channel.Policy!.Uri && one.Mode == channel.Mode)?.UserTokens ?? [],
            Now = session.Now,
            IsExpiryStrict = session.IsExpiryStrict,
        };
        var work = new SessionActivation(channel, scene, front.Users) { Message = request.Body.ToArray() };
        CanTake = false;
        session.Do(work.Run, () =>
        {
            CanTake = true;
            if (work.Notice is { } notice)
            {
                session.Report(FindingKind.UserIdentity, notice, work.StatusCode == StatusCodes.Good ? VerdictWord.Allowed : VerdictWord.Refused);
            }

            if (work.StatusCode == StatusCodes.Good)
            {
                known.Binding.DeviceUser = work.As;
                session.Requests.Pass(requestId, handle, permit, call, work.Request.Written);
            }
            else
            {
                session.Requests.Refuse(requestId, handle, work.StatusCode);
            }
        });
    }

    /// <summary>The device has accepted the user, or not.</summary>
    public void OnActivated(in DeviceCall asked, ReadOnlySpan<byte> message)
    {
        if (!ServiceResponse.TryRead(message, out ServiceResponse response).IsNone || response.IsFault || StatusCodes.IsBad(response.Header.ServiceResult)
            || asked.Call.Session?.Binding is not { } binding)
        {
            session.Replies.Send(asked.ClientRequestId, message);
            return;
        }

        binding.DeviceNonce = new UaReader(response.Parameters).ByteString().ToArray();
        binding.OwnNonce = Nonce();
        session.Review.Hold(asked.Call.Session);
        if (binding.Owner != session)
        {
            binding.Owner = session;
            owned.Add(binding);
        }

        var answer = new UaWriter();
        SessionRewriter.ActivateResponse(response, binding.OwnNonce, answer);
        session.Replies.Send(asked.ClientRequestId, answer.Written);
        session.OnActivated(asked.Call.Session.User, binding.DeviceUser);
        if (asked.Call.Request is { } request && ServiceRequest.TryRead(request, out ServiceRequest activate).IsNone)
        {
            session.Replies.AskForNamespaces(activate.Header.AuthenticationToken);
        }
    }

    /// <summary>The connection has ended: its sessions may be taken up on another one.</summary>
    public void End()
    {
        foreach (SessionBinding binding in owned.Where(one => one.Owner == session))
        {
            binding.Owner = null;
        }

        owned.Clear();
    }

    private static byte[] Nonce()
    {
        byte[] nonce = new byte[NonceBytes];
        GatewayFront.Random(nonce);
        return nonce;
    }

    private static SessionSide SideTo(DevicePicture picture, byte[] nonce) => new()
    {
        ApplicationUri = picture.OwnUri,
        EndpointUrl = picture.Endpoint.Url,
        Certificate = picture.OwnClient?.ChainBytes ?? default,
        Nonce = nonce,
        MessageBytesMax = ServerChannelOptions.DefaultTransport.MessageBytesMax,
    };

    // A session is the client's whose channel it is: another one's certificate or name in the request would sign for a stranger.
    private uint WrongWith(in CreateSessionRequest create)
    {
        if (session.ClientLeg.Channel.Client is not { } client)
        {
            return StatusCodes.Good;
        }

        return !create.ClientCertificate.StartsWith(client.Certificate.Der.Span) ? StatusCodes.BadSecurityChecksFailed
            : create.ClientNonce.Length < NonceBytes ? StatusCodes.BadNonceInvalid
            : client.Certificate.Extensions.Uris is not [var uri, ..] || uri != System.Text.Encoding.UTF8.GetString(create.ApplicationUri) ? BadCertificateUriInvalid
            : StatusCodes.Good;
    }

    // The device sees OtEdge's certificate on every channel, so it is here that a session is kept from changing hands.
    private uint WrongWith(KnownSession? known, in ActivateSessionRequest activate) =>
        known?.Binding is not { } binding ? StatusCodes.BadSessionIdInvalid
        : binding.Thumbprint != session.ClientLeg.Thumbprint ? StatusCodes.BadSecurityChecksFailed
        : binding.Owner != session && known.User is { } user && user != Users.Of(activate.UserToken) ? StatusCodes.BadIdentityTokenRejected
        : StatusCodes.Good;
}
