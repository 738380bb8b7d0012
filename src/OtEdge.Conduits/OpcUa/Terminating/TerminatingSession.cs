using OtEdge.Conduits.OpcUa.Judging;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>
/// An OPC UA connection of which OtEdge is the server to the client and the client to the device, with a secure channel of its own on
/// each side. So it judges what is encrypted, and refuses single items of it. Bodies pass, chunks never do.
/// </summary>
internal sealed class TerminatingSession : LeggedSession
{
    private readonly GatewayFront front;
    private readonly PeerScrutiny scrutiny;
    private long stepDueTicks = LoopClock.Never;
    private Activated? user;
    private bool hasSession;

    /// <summary>Makes a session for an accepted client.</summary>
    /// <param name="conduit">The conduit.</param>
    /// <param name="client">The client's connection.</param>
    /// <param name="front">What the conduit's connections share.</param>
    public TerminatingSession(ConduitContext conduit, Link client, GatewayFront front)
        : base(conduit, client, front.Worker)
    {
        this.front = front;
        Inspector = new RequestInspector(new NodeJudge(conduit, this), front.Server);
        Review = new ItemReview(conduit, Inspector, front.Server);
        ClientLeg = new ClientLeg(this, front, conduit.Clock, conduit.Limits.Frame);
        DeviceLeg = new DeviceLeg(this, front, conduit);
        Requests = new RequestDesk(this, front, conduit);
        Bodies = new FlightBodies(Flight, Inspector);
        Replies = new ReplyDesk(this, front, conduit);
        Sessions = new SessionDesk(this, front);
        scrutiny = new PeerScrutiny(this, front.Settings);
    }

    /// <summary>Judges.</summary>
    public RequestInspector Inspector { get; }

    /// <summary>Judges monitored items again.</summary>
    public ItemReview Review { get; }

    /// <summary>Keeps the last messages.</summary>
    public FlightBodies Bodies { get; }

    /// <summary>The client's side.</summary>
    public ClientLeg ClientLeg { get; }

    /// <summary>The device's side.</summary>
    public DeviceLeg DeviceLeg { get; }

    /// <summary>Takes requests in.</summary>
    public RequestDesk Requests { get; }

    /// <summary>Takes answers in.</summary>
    public ReplyDesk Replies { get; }

    /// <summary>Makes sessions.</summary>
    public SessionDesk Sessions { get; }

    /// <summary>True on a channel without protection where clients may not have one: they may only ask what is offered.</summary>
    public bool IsForDiscovery => ClientLeg.Channel.Policy is { IsSecure: false } && !front.OffersNone;

    /// <summary>True when a request of the client can be taken now.</summary>
    public bool CanTakeRequests =>
        Requests.CanTake && Replies.CanTake && Sessions.CanTake && !Client.IsCongested && Device is not { IsCongested: true };

    /// <inheritdoc/>
    public override ConnectionSecurity? Security => Inspector.Judge.Client is { SecurityPolicy.Length: > 0 } client
        ? new ConnectionSecurity(client with { User = user?.Own })
        {
            DeviceUser = user?.AtDevice,
            DevicePolicy = DeviceState == DeviceState.Open ? DeviceLeg.Picture?.Policy.Name : null,
            DeviceMode = DeviceState == DeviceState.Open && DeviceLeg.Picture is { } picture ? (MessageSecurity)(int)picture.Endpoint.Mode : MessageSecurity.Unknown,
        }
        : null;

    /// <summary>The time of day.</summary>
    public DateTimeOffset Now => Conduit.Clock.Now.Utc;

    /// <summary>True when certificates that have expired are refused.</summary>
    public bool IsExpiryStrict => front.Settings.IsExpiryStrict && Conduit.Posture.Mode == ConduitMode.Enforce;

    /// <inheritdoc/>
    public override bool HasProvenItself => hasSession && Review.HoldsAny;

    /// <inheritdoc/>
    public override long DueTicks =>
        Math.Min(Math.Min(Math.Min(stepDueTicks, IdleDueTicks), Math.Min(ClientLeg.DueTicks, DeviceLeg.DueTicks)), Replies.DueTicks);

    /// <inheritdoc/>
    public override void Start()
    {
        stepDueTicks = Conduit.Clock.ArmAfter(OpeningLimits.Hello);
        base.Start();
    }

    /// <inheritdoc/>
    public override void OnEnd(LinkSide side)
    {
        if (side == LinkSide.Client)
        {
            End();
        }
        else if (!DeviceLeg.TryAnew())
        {
            OnDeviceOver(StatusCodes.BadCommunicationError, "the device has closed the connection");
        }
    }

    /// <inheritdoc/>
    public override void OnReset(LinkSide side)
    {
        if (side == LinkSide.Client)
        {
            End(resetDevice: true);
        }
        else if (!DeviceLeg.TryAnew())
        {
            OnDeviceOver(StatusCodes.BadCommunicationError, "the device has broken off the connection");
        }
    }

    /// <inheritdoc/>
    public override void OnRoom(LinkSide side) => Settle();

    /// <inheritdoc/>
    public override void OnDue()
    {
        long now = Conduit.Clock.Ticks;
        if (Replies.DueTicks <= now)
        {
            Replies.StopWaiting();
        }
        else if (IdleDueTicks <= now)
        {
            End();
        }
        else if (DeviceLeg.DueTicks <= now)
        {
            DeviceLeg.OnDue();
        }
        else
        {
            Report(FindingKind.FrameTimeout, "a step of the connection, a chunk, or the renewal of the channel was not done in time");
            EndWithError(StatusCodes.BadTimeout, "not done in time"u8);
        }

        Settle();
    }

    /// <summary>The client has said HEL.</summary>
    public void OnGreeted() => stepDueTicks = Conduit.Clock.ArmAfter(OpeningLimits.Channel);

    /// <summary>The client's channel is open.</summary>
    /// <param name="flaw">What is wrong with the client's certificate, although the settings let it pass.</param>
    public void OnClientOpened(CertificateFlaw? flaw)
    {
        ServerChannel channel = ClientLeg.Channel;
        stepDueTicks = Conduit.Clock.ArmAfter(OpeningLimits.Session);
        if (flaw is not null)
        {
            Report(FindingKind.PeerCertificate, PeerScrutiny.Words("the client", flaw), VerdictWord.Allowed);
        }

        var client = Identity with { ApplicationUri = channel.Client?.Certificate.Extensions.Uris is [var uri, ..] ? uri : null, Thumbprint = ClientLeg.Thumbprint };
        Inspector.BindChannel(new NodeClient(client) { Security = (MessageSecurity)(int)channel.Mode, SecurityPolicy = channel.Policy!.Name });
        Conduit.Counters.CountRequest();
        if (!IsForDiscovery && !Inspector.JudgeChannel(Accepted))
        {
            EndWithError(StatusCodes.BadUserAccessDenied, "refused by OtEdge: no rule names this client"u8);
        }
    }

    /// <summary>A request of the client.</summary>
    public void OnRequest(uint requestId, ReadOnlySpan<byte> message)
    {
        Conduit.Counters.CountRequest();
        Requests.Take(requestId, message);
    }

    /// <summary>The client has closed its channel in order.</summary>
    public void OnClientClosed() => End();

    /// <summary>The client's channel is over; the client was told already.</summary>
    /// <param name="status">Why.</param>
    /// <param name="flaw">What is wrong with its certificate; null: it is something else.</param>
    public void OnClientFault(uint status, CertificateFlaw? flaw)
    {
        Report(
            flaw is null ? FindingKind.MalformedRequest : FindingKind.PeerCertificate,
            flaw is null ? $"the secure channel cannot go on: 0x{status:X8}" : PeerScrutiny.Words("the client", flaw));
        ClientLeg.Flush();
        End();
    }

    /// <summary>The device has said what it is.</summary>
    public void OnPicture(DevicePicture picture) => Requests.OnPicture();

    /// <summary>True when a channel to this device may be opened.</summary>
    public bool Accepts(DevicePicture picture) => scrutiny.Accepts(picture);

    /// <summary>Requests can be sent to the device.</summary>
    public void OnDeviceOpened() => Requests.TakeWaiting();

    /// <summary>An answer of the device.</summary>
    public void OnReply(uint requestId, ReadOnlySpan<byte> message) => Replies.Take(requestId, message);

    /// <summary>The device has given up an answer.</summary>
    public void OnReplyAborted(uint requestId) => Replies.Abort(requestId);

    /// <summary>A user was accepted.</summary>
    /// <param name="own">Who that is.</param>
    /// <param name="atDevice">Who that is to the device; null: the same one.</param>
    public void OnActivated(UserIdentity? own, DeviceUser? atDevice)
    {
        user = new Activated(own, atDevice);
        hasSession = true;
        stepDueTicks = LoopClock.Never;
        ClientLeg.Trust();
    }

    /// <summary>What OtEdge presents to this client.</summary>
    public OwnCertificate Presented(DevicePicture picture) =>
        ClientLeg.Channel.Policy is { IsSecure: true } && ClientLeg.Own is { } own ? own : picture.OwnServer;

    /// <summary>The URL under which the client knows the device.</summary>
    /// <param name="said">What it says itself.</param>
    public string UrlOf(string said) =>
        front.Settings.EndpointUrl?.OriginalString
        ?? (IsUrl(said) ? said : IsUrl(ClientLeg.Channel.EndpointUrl) ? ClientLeg.Channel.EndpointUrl : $"opc.tcp://{Conduit.Conduit.Listen}");

    /// <inheritdoc/>
    protected override void OnClientBytes(ReadOnlySpan<byte> bytes)
    {
        ClientLeg.Arrive(bytes);
        Settle();
    }

    /// <inheritdoc/>
    protected override void OnDeviceBytes(ReadOnlySpan<byte> bytes)
    {
        DeviceLeg.Arrive(bytes);
        Settle();
    }

    /// <inheritdoc/>
    protected override void OnDeviceOpen() => DeviceLeg.OnConnected();

    /// <inheritdoc/>
    protected override void OnDeviceUnreachable(string reason) => OnDeviceOver(StatusCodes.BadCommunicationError, reason);

    /// <inheritdoc/>
    protected override void OnEnded()
    {
        DeviceLeg.Dispose();
        Sessions.End();
        Review.LetGo();
        ClientLeg.Dispose();
    }

    /// <inheritdoc/>
    protected override void Settle()
    {
        if (HasEnded)
        {
            return;
        }

        ClientLeg.GoOn();
        ClientLeg.Flush();
        DeviceLeg.Flush();
        if (!HasEnded)
        {
            Client.Read(on: CanTakeRequests);
            Device?.Read(on: !Client.IsCongested);
            Conduit.Clock.Arm(DueTicks);
        }
    }

    /// <inheritdoc/>
    protected override void FlushClient() => ClientLeg.Flush();

    private static bool IsUrl(string text) =>
        text.Length < 4096 && Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url is { Scheme: "opc.tcp", Host.Length: > 0 };

    private sealed record Activated(UserIdentity? Own, DeviceUser? AtDevice);
}
