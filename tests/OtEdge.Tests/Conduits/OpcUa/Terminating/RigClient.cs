using System.Security.Cryptography;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Terminating;

/// <summary>A client that does by hand what stacks do; it checks what proves that OtEdge is its server.</summary>
internal sealed class RigClient
{
    private readonly TerminatingRig rig;
    private readonly SecurityPolicy policy;
    private readonly OwnCertificate? own;
    private readonly Dictionary<uint, byte[]> answers = [];
    private uint requests = 100;

    public RigClient(TerminatingRig rig, RigPeer peer, SecurityPolicy policy, OwnCertificate? own)
    {
        this.rig = rig;
        this.policy = policy;
        this.own = own;
        Peer = peer;
        peer.OnMessage = (id, message) => answers[id] = message;
    }

    public RigPeer Peer { get; }

    public ClientChannel Channel => (ClientChannel)Peer.End;

    public byte[] ServerNonce { get; set; } = [];

    /// <summary>Sends a request and waits for its answer; null: the connection has ended instead.</summary>
    public byte[]? Ask(byte[] body)
    {
        uint id = Send(body);
        rig.Until(() => answers.ContainsKey(id) || Peer.IsOver);
        return answers.GetValueOrDefault(id);
    }

    /// <summary>Sends a request.</summary>
    public uint Send(byte[] body)
    {
        Assert.True(Channel.TrySend(++requests, body, rig.Now));
        return requests;
    }

    /// <summary>The status of an answer as a whole.</summary>
    public static uint StatusOf(byte[]? answer)
    {
        Assert.NotNull(answer);
        Assert.True(ServiceResponse.TryRead(answer, out ServiceResponse response).IsNone);
        return response.Header.ServiceResult;
    }

    public RigClient WithSession(string? user = null, string password = "")
    {
        Assert.Equal(StatusCodes.Good, StatusOf(Create()));
        Assert.Equal(StatusCodes.Good, StatusOf(Activate(user, password)));
        return this;
    }

    public byte[]? Create(string? applicationUri = null, ReadOnlyMemory<byte>? certificate = null)
    {
        byte[] nonce = RandomNumberGenerator.GetBytes(32);
        byte[]? answer = Ask(Messages.Service((uint)ServiceType.CreateSession, writer =>
        {
            writer.String(applicationUri ?? own?.ApplicationUri ?? "urn:test:client");
            writer.Null();
            writer.Byte(0);
            writer.UInt32(1);
            writer.Null();
            writer.Null();
            writer.Null();
            writer.Null();
            writer.String(TerminatingRig.Url);
            writer.String("rig");
            writer.String(nonce);
            writer.String((certificate ?? own?.ChainBytes ?? default).Span);
            writer.Double(60_000);
            writer.UInt32(0);
        }));
        if (answer is not null && ServiceResponse.TryRead(answer, out ServiceResponse response).IsNone && !response.IsFault)
        {
            Assert.True(CreateSessionResponse.TryRead(response, out CreateSessionResponse created).IsNone);
            ServerNonce = created.ServerNonce.ToArray();
            Assert.True(created.ServerCertificate.SequenceEqual(rig.Certificates.Server.ChainBytes.Span));
            using PeerCertificate server = PeerCertificate.Open(created.ServerCertificate)!;
            Assert.True(!policy.IsSecure || SessionProof.Verify(policy, server, own!, nonce, created.ServerSignature));
        }

        return answer;
    }

    public byte[]? Activate(string? user = null, string password = "", byte[]? signature = null, byte[]? secret = null)
    {
        OwnCertificate server = rig.Certificates.Server;
        byte[]? proof = policy.IsSecure ? signature ?? SessionProof.Sign(policy, own!, server.Certificate, ServerNonce) : null;
        byte[]? answer = Ask(Messages.Service((uint)ServiceType.ActivateSession, writer =>
        {
            writer.String(policy.Rsa?.SignatureUri);
            writer.String(proof);
            writer.Null();
            writer.Null();
            if (user is null)
            {
                SessionRewriter.AnonymousToken("anonymous", writer);
            }
            else
            {
                secret ??= UserSecret.Encrypt(policy, server.Key, System.Text.Encoding.UTF8.GetBytes(password), ServerNonce);
                SessionRewriter.UserNameToken("name", System.Text.Encoding.UTF8.GetBytes(user), secret, policy, writer);
            }

            writer.Null();
            writer.Null();
        }));
        if (answer is not null && ServiceResponse.TryRead(answer, out ServiceResponse response).IsNone && !response.IsFault)
        {
            ServerNonce = new UaReader(response.Parameters).ByteString().ToArray();
        }

        return answer;
    }

    /// <summary>Says who its user is by a certificate.</summary>
    /// <param name="user">Certificate and key of the user.</param>
    /// <param name="signature">What is sent instead of the user's signature.</param>
    /// <param name="policyId">Which way it takes; null: the one that it was offered.</param>
    public byte[]? ActivateWith(OwnCertificate user, byte[]? signature = null, string? policyId = null) => ActivateWithBytes(
        user.Certificate.Der.ToArray(), signature ?? SessionProof.Sign(policy, user, rig.Certificates.Server.Certificate, ServerNonce), policyId);

    /// <summary>Says who its user is by bytes that perhaps are no certificate.</summary>
    public byte[]? ActivateWithBytes(byte[] certificate, byte[]? signature = null, string? policyId = null)
    {
        OwnCertificate server = rig.Certificates.Server;
        policyId ??= Endpoints().First(one => one.PolicyUri == policy.Uri).UserTokens.FirstOrDefault(one => one.TokenType == 2)?.PolicyId ?? "certificate";
        byte[]? answer = Ask(Messages.Service((uint)ServiceType.ActivateSession, writer =>
        {
            writer.String(policy.Rsa?.SignatureUri);
            writer.String(policy.IsSecure ? SessionProof.Sign(policy, own!, server.Certificate, ServerNonce) : null);
            writer.Null();
            writer.Null();
            SessionRewriter.CertificateToken(policyId, certificate, writer);
            writer.String(policy.Rsa?.SignatureUri);
            writer.String(signature ?? new byte[256]);
        }));
        if (answer is not null && ServiceResponse.TryRead(answer, out ServiceResponse response).IsNone && !response.IsFault)
        {
            ServerNonce = new UaReader(response.Parameters).ByteString().ToArray();
        }

        return answer;
    }

    /// <summary>What GetEndpoints answers.</summary>
    public IReadOnlyList<Endpoint> Endpoints(string url = TerminatingRig.Url)
    {
        var question = new UaWriter();
        Discovery.WriteGetEndpoints(question, url, rig.Now.Utc);
        byte[]? answer = Ask(question.Written.ToArray());
        return answer is null ? [] : Discovery.ReadEndpoints(answer);
    }
}
