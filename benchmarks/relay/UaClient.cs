using System.Buffers.Binary;
using System.Security.Cryptography;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;

namespace OtEdge.RelayBenchmark;

/// <summary>A client with a real secure channel and a session.</summary>
internal sealed class UaClient : IDisposable
{
    /// <summary>What the device calls users without a name.</summary>
    public const string AnonymousPolicy = "anonymous";

    private const int NonceBytes = 32;
    private readonly UaSecurity security;
    private readonly UaKeys? keys;
    private readonly string url;
    private readonly ClientChannel channel;
    private readonly UaEnd end;
    private UaEnd.MessageTaker onMessage;
    private uint session = UaBodies.NoSession;
    private uint number;

    /// <summary>Makes a client.</summary>
    /// <param name="security">How it is protected.</param>
    /// <param name="keys">Its certificate and the server's; null without protection.</param>
    /// <param name="url">What it dials.</param>
    /// <param name="onMessage">Gets every answer, once there is a session.</param>
    public UaClient(UaSecurity security, UaKeys? keys, string url, UaEnd.MessageTaker onMessage)
    {
        this.security = security;
        this.keys = keys;
        this.url = url;
        this.onMessage = onMessage;
        channel = new ClientChannel(new ClientChannelOptions
        {
            Policy = security.Policy,
            Mode = security.Mode,
            EndpointUrl = url,
            Own = keys?.Own,
            Server = keys?.Server,
            Random = RandomNumberGenerator.Fill,
        });
        end = new UaEnd(channel, (request, message) => this.onMessage(request, message));
    }

    /// <summary>What is to be sent; valid until the next request.</summary>
    public ReadOnlySpan<byte> Output => channel.Output;

    /// <summary>Opens the channel.</summary>
    public void Open(Func<byte[], byte[]> exchange)
    {
        channel.Greet();
        while (!channel.IsOpen)
        {
            Exchange(exchange);
        }
    }

    /// <summary>Makes a session.</summary>
    public void Begin(Func<byte[], byte[]> exchange)
    {
        byte[] created = Ask(CreateSession(), exchange);
        if (!ServiceResponse.TryRead(created, out ServiceResponse response).IsNone
            || !CreateSessionResponse.TryRead(response, out CreateSessionResponse opened).IsNone)
        {
            throw new IOException("no session was made");
        }

        var writer = new UaWriter();
        writer.NodeId(opened.Token);
        session = writer.Count == sizeof(uint)
            ? BinaryPrimitives.ReadUInt32LittleEndian(writer.Written)
            : throw new IOException("the device of this benchmark gives tokens of four bytes");
        byte[] activated = Ask(ActivateSession(opened.ServerNonce), exchange);
        if (!ServiceResponse.TryRead(activated, out response).IsNone || response.Header.ServiceResult != StatusCodes.Good)
        {
            throw new IOException("the session was not activated");
        }
    }

    /// <summary>Sends a request and waits for its answer, while nothing else is under way.</summary>
    public byte[] Ask(byte[] request, Func<byte[], byte[]> exchange)
    {
        byte[]? answer = null;
        UaEnd.MessageTaker before = onMessage;
        onMessage = (_, message) => answer = message.ToArray();
        channel.OutputTaken();
        Send(request);
        while (answer is null)
        {
            Exchange(exchange);
        }

        onMessage = before;
        return answer;
    }

    /// <summary>Puts a request beside what is to be sent.</summary>
    /// <param name="request">It is given its numbers in place.</param>
    public void Send(byte[] request)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(UaBodies.SessionAt), session);
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(UaBodies.RequestHandleAt), ++number);
        if (!channel.TrySend(number, request, UaEnd.Now))
        {
            throw new IOException("the request is longer than the server takes");
        }
    }

    /// <summary>What was to be sent is on its way.</summary>
    public void Sent() => channel.OutputTaken();

    /// <summary>Takes what has arrived.</summary>
    public void Take(ReadOnlySpan<byte> arrived) => end.Take(arrived);

    public void Dispose() => end.Dispose();

    private void Exchange(Func<byte[], byte[]> exchange)
    {
        byte[] sent = channel.Output.ToArray();
        channel.OutputTaken();
        end.Take(exchange(sent));
    }

    private byte[] CreateSession()
    {
        UaWriter body = UaBodies.Request(ServiceType.CreateSession);
        body.String(UaIdentity.UriOf(UaIdentity.Client));
        body.Null();
        body.Byte(0);
        body.UInt32(1);
        body.Null();
        body.Null();
        body.Null();
        body.Null();
        body.String(url);
        body.String("benchmark");
        body.String(RandomNumberGenerator.GetBytes(NonceBytes));
        body.String(keys is null ? default : keys.Own.ChainBytes.Span);
        body.Double(600_000);
        body.UInt32(0);
        return body.Written.ToArray();
    }

    private byte[] ActivateSession(ReadOnlySpan<byte> serverNonce)
    {
        UaWriter body = UaBodies.Request(ServiceType.ActivateSession);
        if (keys is null)
        {
            body.Null();
            body.Null();
        }
        else
        {
            body.String(security.Policy.Rsa!.SignatureUri);
            body.String(SessionProof.Sign(security.Policy, keys.Own, keys.Server.Certificate, serverNonce));
        }

        body.Null();
        body.Null();
        SessionRewriter.AnonymousToken(AnonymousPolicy, body);
        body.Null();
        body.Null();
        return body.Written.ToArray();
    }
}
