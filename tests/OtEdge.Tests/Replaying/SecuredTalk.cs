using System.Security.Cryptography;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Transport;
using OtEdge.Tests.Conduits.OpcUa;
using OtEdge.Tests.Replays;

namespace OtEdge.Tests.Replaying;

/// <summary>A captured conversation over a channel that signs or encrypts, and the key log that its peers have written.</summary>
internal sealed class SecuredTalk : IDisposable
{
    private const uint ChannelId = 7;
    private readonly CapturedTalk capture = new(4840);
    private readonly SecurityPolicy policy = SecurityPolicy.Basic256Sha256;
    private readonly MessageSecurityMode mode;
    private readonly List<string> log = [];
    private readonly byte[] chunk = new byte[64 * 1024];
    private ChunkSealer client = null!;
    private ChunkSealer server = null!;
    private uint token;
    private uint clientSequence;
    private uint serverSequence;

    public SecuredTalk(MessageSecurityMode mode)
    {
        this.mode = mode;
        Renew();
    }

    /// <summary>Bytes of the longest chunk that is sent.</summary>
    public int ChunkBytesMax { get; init; } = 8192;

    public byte[] Pcap => capture.Pcap;

    /// <summary>Lines of the key log.</summary>
    public IReadOnlyList<string> Log => log;

    /// <summary>A session, and the server's namespaces.</summary>
    public SecuredTalk WithSession(params string[] namespaces)
    {
        Ask(101, Messages.CreateSession());
        Answer(101, Messages.SessionCreated());
        Ask(102, Messages.ActivateSession());
        Answer(102, Messages.SessionActivated());
        Ask(103, Messages.Read(0, "i=2255"));
        Answer(103, Messages.NamespacesRead(namespaces));
        return this;
    }

    /// <summary>Another token from here on.</summary>
    public void Renew()
    {
        token++;
        byte[] clientNonce = RandomNumberGenerator.GetBytes(policy.NonceBytes);
        byte[] serverNonce = RandomNumberGenerator.GetBytes(policy.NonceBytes);
        using var fromClient = SymmetricKeys.Derive(policy, secret: serverNonce, seed: clientNonce);
        using var fromServer = SymmetricKeys.Derive(policy, secret: clientNonce, seed: serverNonce);
        client?.Dispose();
        server?.Dispose();
        client = ChunkSealer.Make(mode, fromClient);
        server = ChunkSealer.Make(mode, fromServer);
        Write("client", fromClient);
        Write("server", fromServer);
    }

    public void Ask(uint requestId, byte[] body) => Send(client, requestId, body, isClient: true);

    public void Answer(uint requestId, byte[] body) => Send(server, requestId, body, isClient: false);

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }

    private void Write(string side, SymmetricKeys keys) => log.AddRange(
    [
        $"{side}_iv_{ChannelId}_{token}: {Convert.ToHexString(keys.InitializationVector)}",
        $"{side}_key_{ChannelId}_{token}: {Convert.ToHexString(keys.Encrypting)}",
        $"{side}_siglen_{ChannelId}_{token}: {ChunkSealer.SignatureBytes}",
    ]);

    private void Send(ChunkSealer sealer, uint requestId, ReadOnlySpan<byte> body, bool isClient)
    {
        do
        {
            int bytes = Math.Min(body.Length, sealer.BodyBytesMax(ChunkBytesMax));
            Span<byte> made = chunk.AsSpan(0, sealer.ChunkBytes(bytes));
            (bytes == body.Length ? "MSGF"u8 : "MSGC"u8).CopyTo(made);
            BitConverter.TryWriteBytes(made[8..], ChannelId);
            BitConverter.TryWriteBytes(made[12..], token);
            new SequenceHeader(isClient ? ++clientSequence : ++serverSequence, requestId).Write(made[SymmetricHeader.EndBytes..]);
            body[..bytes].CopyTo(made[ChunkSealer.BodyStart..]);
            sealer.Seal(made, bytes);
            if (isClient)
            {
                capture.Ask(made);
            }
            else
            {
                capture.Answer(made);
            }

            body = body[bytes..];
        }
        while (!body.IsEmpty);
    }
}
