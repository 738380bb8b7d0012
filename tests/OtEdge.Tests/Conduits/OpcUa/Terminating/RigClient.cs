using System.Buffers.Binary;
using System.Security.Cryptography;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;
using Xunit;

namespace OtEdge.Tests.Conduits.OpcUa.Terminating;

/// <summary>A client that does by hand what stacks do; it checks what proves that OtEdge is its server.</summary>
internal sealed class RigClient
{
    private const ushort FirstToken = 4711;
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

    /// <summary>The number in the token of its session.</summary>
    public ushort Token { get; set; } = FirstToken;

    /// <summary>Sends a request; the token that <see cref="Messages"/> writes becomes its own.</summary>
    public uint Send(byte[] body)
    {
        body = InSession(body);
        Assert.True(Channel.TrySend(++requests, body, rig.Now));
        return requests;
    }

    /// <summary>A request with the token of its session.</summary>
    public byte[] InSession(byte[] body)
    {
        const int TokenAt = 6;
        byte[] own = [.. body];
        if (own.Length > TokenAt + 1 && BinaryPrimitives.ReadUInt16LittleEndian(own.AsSpan(TokenAt)) == FirstToken)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(own.AsSpan(TokenAt), Token);
        }

        return own;
    }

    /// <summary>What was answered to a request that was sent before; null: nothing yet.</summary>
    public byte[]? AnswerTo(uint requestId) => answers.GetValueOrDefault(requestId);

    /// <summary>Sends a chunk of a channel without protection as it is, past the channel's own end, which cannot send any more then.</summary>
    public void SendChunk(ChunkKind kind, uint requestId, ReadOnlySpan<byte> body, MessageType type = MessageType.Message)
    {
        var writer = new UaWriter();
        writer.UInt32((uint)type | ((uint)kind << 24));
        writer.Int32(ChunkFraming.SymmetricBytesMin + body.Length);
        writer.UInt32(Channel.ChannelId);
        writer.UInt32(Channel.NewestToken!.Id);
        writer.UInt32(Peer.NextNumber());
        writer.UInt32(requestId);
        writer.Raw(body);
        Peer.Link.Arrive(writer.Written);
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
            Token = (ushort)created.Token.Numeric;
            if (!rig.Terminates)
            {
                return answer;
            }

            Assert.True(created.ServerCertificate.SequenceEqual(rig.Certificates.Server.ChainBytes.Span));
            using PeerCertificate server = PeerCertificate.Open(created.ServerCertificate)!;
            Assert.True(!policy.IsSecure || SessionProof.Verify(policy, server, own!, nonce, created.ServerSignature));
        }

        return answer;
    }

    public byte[]? Activate(string? user = null, string password = "", byte[]? signature = null, byte[]? secret = null)
    {
        OwnCertificate server = rig.Terminates ? rig.Certificates.Server : rig.Device.Own;
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
