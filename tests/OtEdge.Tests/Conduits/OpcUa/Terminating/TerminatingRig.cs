using Microsoft.Extensions.Time.Testing;
using OtEdge.Conduits.OpcUa;
using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.Tests.OpcUa.SecureChannel;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Terminating;

/// <summary>A conduit between fake links, which terminates channels unless its settings say otherwise: a device and clients with real ends of secure channels, and a clock of their own.</summary>
internal sealed class TerminatingRig : IDisposable
{
    public const string Url = "opc.tcp://gateway:4840/line";
    private readonly KeyWorker worker = new();
    private readonly List<RigPeer> clients = [];
    private readonly FakeTimeProvider time = new(TestCertificates.Now);
    private int dialled;

    public TerminatingRig(ConduitMode mode, RuleSet rules, RigDevice device, OpcUaConduit? settings = null, ConduitLimits? limits = null)
    {
        Device = device;
        Loop = new FakeLoop(time);
        Conduit conduit = Policies.Conduit(4840, limits: limits) with
        {
            Protocol = ConduitProtocol.OpcUa,
            OpcUa = settings ?? new OpcUaConduit(new Uri("opc.tcp://10.10.0.10:4840")),
        };
        Front = new GatewayFront(conduit, Certificates, worker);
        Terminates = conduit.OpcUa.Terminates;
        Context = new ConduitContext(
            new ConduitPlace(0, Loop),
            conduit,
            Policies.Snapshot(mode, rules),
            _ => true,
            (context, link) => Terminates ? new TerminatingSession(context, link, Front) : new TransparentSession(context, link, Front.Server));
    }

    public bool Terminates { get; }

    public FakeLoop Loop { get; }

    public ConduitContext Context { get; }

    public GatewayFront Front { get; }

    public RigDevice Device { get; }

    public FakeCertificates Certificates { get; } = new();

    /// <summary>Life of the tokens that clients ask for.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>False: the device refuses connections.</summary>
    public bool IsReachable { get; set; } = true;

    public Moment Now => new(time.GetElapsedTime(0), time.GetUtcNow());

    /// <summary>A client that has said hello, on a channel that is open unless it was refused. Without protection OtEdge has no certificate to be shown.</summary>
    public RigClient Connect(SecurityPolicy policy, OwnCertificate? own = null, MessageSecurityMode mode = MessageSecurityMode.SignAndEncrypt, string address = "10.20.0.11")
    {
        RigClient client = Dial(policy, own, mode, address);
        client.Channel.Greet();
        Until(() => client.Channel.IsOpen || client.Peer.IsOver);
        return client;
    }

    /// <summary>A client that is connected and has not said anything.</summary>
    public RigClient Dial(SecurityPolicy policy, OwnCertificate? own = null, MessageSecurityMode mode = MessageSecurityMode.SignAndEncrypt, string address = "10.20.0.11")
    {
        own = policy.IsSecure ? own ?? TestCertificates.Client : null;
        var channel = new ClientChannel(new ClientChannelOptions
        {
            Policy = policy,
            Mode = policy.IsSecure ? mode : MessageSecurityMode.None,
            EndpointUrl = Url,
            Own = own,
            Server = policy.IsSecure ? PeerCertificate.Open(Certificates.Server.ChainBytes.Span) : null,
            Random = System.Security.Cryptography.RandomNumberGenerator.Fill,
            Lifetime = TokenLife,
        });
        var link = new FakeLink(Loop, LinkSide.Client, address);
        Context.Accept(link);
        var peer = new RigPeer(channel, link, () => Now);
        clients.Add(peer);
        return new RigClient(this, peer, policy, own);
    }

    /// <summary>A client with a secure channel, after one without has asked what is offered, as stacks do.</summary>
    public RigClient ConnectSecurely(SecurityPolicy? policy = null)
    {
        if (Certificates.Find("", CertificateRole.Server) is null)
        {
            Assert.NotEmpty(Connect(SecurityPolicy.None).Endpoints());
        }

        return Connect(policy ?? SecurityPolicy.Basic256Sha256);
    }

    /// <summary>Lets bytes, work and the loop go on until something holds; while nothing happens time passes, so that deadlines come.</summary>
    public void Until(Func<bool> condition)
    {
        const int MinutesMax = 5;
        DateTimeOffset end = time.GetUtcNow().AddMinutes(MinutesMax);
        for (Settle(condition); !condition(); Settle(condition))
        {
            Assert.True(time.GetUtcNow() < end, "it did not happen, whatever time passed");
            time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Lets bytes, work and the loop go on until nothing moves any more.</summary>
    public void Settle(Func<bool>? unless = null)
    {
        const int QuietTurns = 5;
        bool hasMoved = false;
        for (int quiet = 0; quiet < QuietTurns && unless?.Invoke() != true; quiet = worker.IsIdle && !hasMoved ? quiet + 1 : 0)
        {
            hasMoved = Turn();
            if (!worker.IsIdle)
            {
                Thread.Sleep(1);
            }
        }
    }

    /// <summary>Lets everybody do what is to be done now; false when no bytes have moved.</summary>
    public bool Turn()
    {
        bool hasMoved = false;
        Loop.Turn();
        for (; dialled < Loop.Dialled.Count; dialled++)
        {
            if (IsReachable)
            {
                Device.Take(Loop.Dialled[dialled], () => Now);
            }
            else
            {
                Loop.Dialled[dialled].Refuse();
            }
        }

        clients.RemoveAll(peer => peer.Link.IsClosed && peer.Link.Sends.Count == 0);
        clients.ToList().ForEach(peer => hasMoved |= peer.Move());
        foreach (RigPeer peer in Device.Peers.ToList())
        {
            hasMoved |= peer.Move();
            if (peer.Link is { HasSentEnd: true, IsClosed: false })
            {
                peer.Link.ArriveEnd();
            }
        }

        return hasMoved;
    }

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan span)
    {
        for (TimeSpan left = span; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Settle();
        }
    }

    public void Dispose() => worker.Dispose();
}
