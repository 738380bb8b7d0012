using System.Security.Cryptography;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;
using OtEdge.Tests.OpcUa.SecureChannel;
using OtEdge.Tests.Policy.Nodes;

namespace OtEdge.Tests.Conduits.OpcUa.Terminating;

/// <summary>A device with one endpoint; it checks what proves that OtEdge is its client, and keeps what it was asked.</summary>
internal sealed class RigDevice(SecurityPolicy policy, MessageSecurityMode mode)
{
    public const string Url = "opc.tcp://plc.acme.local:4840/line";
    private byte[] nonce = [];
    private byte[] clientNonce = [];
    private uint channels;
    private OwnCertificate? renewed;
    private uint sessions;

    public OwnCertificate Own { get; init; } = TestCertificates.Server;

    /// <summary>What it shows now: its own, or a newer one.</summary>
    public OwnCertificate Shown => renewed ?? Own;

    /// <summary>Requests of clients that got here, oldest first; discovery, sessions and OtEdge's own question are not among them.</summary>
    public List<byte[]> Asked { get; } = [];

    /// <summary>Number of the last of them.</summary>
    public uint LastRequestId { get; private set; }

    public List<RigPeer> Peers { get; } = [];

    public string? ClientUri { get; private set; }

    public string? Password { get; private set; }

    /// <summary>The user of the last activation: empty for nobody in particular, a name, or a thumbprint.</summary>
    public string User { get; private set; } = "";

    /// <summary>Ways for users that the device does not offer, by their policy id.</summary>
    public IReadOnlyList<string> TokensLeftOut { get; init; } = [];

    public int Activations { get; private set; }

    /// <summary>Changes what the device sends on its way.</summary>
    public Func<byte[], byte[]> OnTheWay { get; set; } = bytes => bytes;

    /// <summary>True: every session has a token of its own; false: the one that <see cref="Messages"/> writes.</summary>
    public bool HasManySessions { get; init; }

    /// <summary>True: it signs for the nonce that it was sent first, as somebody would who has recorded the answer.</summary>
    public bool ReplaysProof { get; init; }

    /// <summary>Life of the tokens that the device gives.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Answers a request in another way; null: as always.</summary>
    public Func<ServiceType, byte[], byte[]?> Special { get; set; } = (_, _) => null;

    /// <summary>False: requests stay without an answer.</summary>
    public bool Answers { get; set; } = true;

    public ServerChannelOptions Options => new()
    {
        Policies = [SecurityPolicy.None, policy],
        Modes = [MessageSecurityMode.None, mode],
        Own = Shown,
        Check = (_, _) => null,
        LifetimeMax = TokenLife,
        Random = RandomNumberGenerator.Fill,
    };

    /// <summary>Shows another certificate from now on.</summary>
    public void Renew(OwnCertificate next) => renewed = next;

    public void Take(FakeLink link, Func<Moment> now, bool isDialled = true)
    {
        var channel = new ServerChannel(Options, ++channels);
        var peer = new RigPeer(channel, link, now) { OnTheWay = bytes => OnTheWay(bytes) };
        peer.OnMessage = (id, message) => Answer(peer, channel, id, message, now());
        Peers.Add(peer);
        if (isDialled)
        {
            link.Accept();
        }
    }

    private void Answer(RigPeer peer, ServerChannel channel, uint id, byte[] message, Moment now)
    {
        ServiceRequest.TryRead(message, out ServiceRequest request);
        byte[]? answer = request.Service switch
        {
            ServiceType.GetEndpoints => Messages.Reply(request.Service, writer => OtEdge.OpcUa.Sessions.Endpoint.WriteAll([Offered()], writer)),
            ServiceType.CreateSession => Created(channel, request),
            ServiceType.ActivateSession => Activated(channel, request),
            ServiceType.Read when IsOfNamespaces(request) => Messages.NamespacesRead("http://opcfoundation.org/UA/", "urn:server", NodePolicy.Uri),
            _ => null,
        };
        if (answer is null)
        {
            LastRequestId = id;
            Asked.Add(message);
            answer = Answers ? Special(request.Service, message) ?? AnswerTo(request) : null;
        }

        if (answer is not null && channel.IsOpen)
        {
            channel.TrySend(id, answer, now);
            peer.Move();
        }
    }

    private static byte[] AnswerTo(in ServiceRequest request)
    {
        int count = new RequestItems(request).Count;
        return request.Service switch
        {
            ServiceType.Read => Messages.ReadAnswer(count),
            ServiceType.CreateSubscription => Messages.Created(7),
            ServiceType.CreateMonitoredItems => Messages.Watched([.. Enumerable.Range(1, count).Select(id => (uint)id)]),
            _ => Messages.Results(request.Service, new uint[count]),
        };
    }

    private Endpoint Offered() => new()
    {
        Url = Url,
        Server = new ServerDescription { ApplicationUri = Shown.ApplicationUri },
        Certificate = Shown.ChainBytes,
        Mode = mode,
        PolicyUri = policy.Uri,
        UserTokens =
        [
            .. new[]
            {
                new UserTokenOffer { PolicyId = "anonymous", TokenType = 0 },
                new UserTokenOffer { PolicyId = "name", TokenType = 1, SecurityPolicyUri = SecurityPolicy.Basic256Sha256.Uri },
                new UserTokenOffer { PolicyId = "certificate", TokenType = 2, SecurityPolicyUri = policy.IsSecure ? null : SecurityPolicy.Basic256Sha256.Uri },
            }.Where(one => !TokensLeftOut.Contains(one.PolicyId)),
        ],
    };

    private byte[] Created(ServerChannel channel, in ServiceRequest request)
    {
        CreateSessionRequest.TryRead(request, out CreateSessionRequest create);
        ClientUri = System.Text.Encoding.UTF8.GetString(create.ApplicationUri);
        clientNonce = ReplaysProof && clientNonce.Length > 0 ? clientNonce : create.ClientNonce.ToArray();
        nonce = RandomNumberGenerator.GetBytes(32);
        return Messages.Reply(ServiceType.CreateSession, writer =>
        {
            writer.NodeId(new NodeIdRef(1, 1));
            writer.NodeId(new NodeIdRef(1, HasManySessions ? 4711 + sessions++ : 4711));
            writer.Double(60_000);
            writer.String(nonce);
            writer.String(Shown.ChainBytes.Span);
            OtEdge.OpcUa.Sessions.Endpoint.WriteAll([Offered()], writer);
            writer.Null();
            if (policy.Rsa is { } rsa)
            {
                writer.String(rsa.SignatureUri);
                writer.String(SessionProof.Sign(policy, Shown, channel.Client!.Certificate, clientNonce));
            }
            else
            {
                writer.Null();
                writer.Null();
            }

            writer.UInt32(0);
        });
    }

    private byte[] Activated(ServerChannel channel, in ServiceRequest request)
    {
        ActivateSessionRequest.TryRead(request, out ActivateSessionRequest activate);
        bool isProven = !policy.IsSecure || SessionProof.Verify(policy, channel.Client!, Shown, nonce, activate.ClientSignature);
        User = "";
        if (activate.UserToken.Kind == UserTokenKind.Certificate)
        {
            using PeerCertificate user = PeerCertificate.Open(activate.UserToken.Certificate)!;
            isProven &= SessionProof.Verify(policy.IsSecure ? policy : SecurityPolicy.Basic256Sha256, user, Shown, nonce, activate.UserSignature);
            User = user.Certificate.ThumbprintText;
        }
        else if (activate.UserToken.Kind == UserTokenKind.UserName)
        {
            User = System.Text.Encoding.UTF8.GetString(activate.UserToken.UserName);
            bool isRight = UserSecret.TryDecrypt(SecurityPolicy.Basic256Sha256, Shown.Key, activate.UserToken.Secret, nonce, out byte[] secret);
            Password = isRight ? System.Text.Encoding.UTF8.GetString(secret) : "not for me";
        }

        if (!isProven)
        {
            var fault = new UaWriter();
            ResponseMerge.WriteFault(fault, request.Header.Handle, StatusCodes.BadApplicationSignatureInvalid, 1);
            return fault.Written.ToArray();
        }

        Activations++;
        nonce = RandomNumberGenerator.GetBytes(32);
        return Messages.Reply(ServiceType.ActivateSession, writer =>
        {
            writer.String(nonce);
            writer.Null();
            writer.Null();
        });
    }

    private static bool IsOfNamespaces(in ServiceRequest request)
    {
        var items = new RequestItems(request);
        return items.MoveNext() && items.Current.Node.IsStandard(2255);
    }
}
