using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;
using OtEdge.Tests.Conduits.OpcUa;
using OtEdge.Tests.OpcUa.SecureChannel;

namespace OtEdge.Tests.Tags;

/// <summary>An OPC UA server on a real socket with one endpoint, for as many connections as come; it checks what its client proves.</summary>
internal sealed class UaDevice : IAsyncDisposable
{
    public const string Uri = UaDeviceValues.Uri;
    private readonly SecurityPolicy policy;
    private readonly MessageSecurityMode mode;
    private readonly TcpListener listener;
    private readonly ConcurrentDictionary<Socket, byte> sockets = new();
    private readonly ConcurrentQueue<string> asked = new();
    private int sessions;
    private int channels;

    public UaDevice(SecurityPolicy? policy = null, MessageSecurityMode mode = MessageSecurityMode.None)
    {
        this.policy = policy ?? SecurityPolicy.None;
        this.mode = mode;
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The namespaces, as the next that asks is told them.</summary>
    public string[] Namespaces
    {
        get => Values.Namespaces;
        set => Values.Namespaces = value;
    }

    public UaDeviceValues Values { get; } = new();

    /// <summary>0 anonymous, 1 user name.</summary>
    public uint UserToken { get; init; }

    /// <summary>False: nothing is answered any more.</summary>
    public bool Answers { get; set; } = true;

    /// <summary>Sessions that are open.</summary>
    public int Sessions => Volatile.Read(ref sessions);

    public int Connections => sockets.Count;

    /// <summary>The nodes that were read, a request each.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    public void Set(string name, double value) => Values.Set(name, value);

    public void BreakOff()
    {
        foreach (Socket socket in sockets.Keys)
        {
            socket.Dispose();
        }
    }

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        BreakOff();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await listener.AcceptSocketAsync();
                sockets.TryAdd(socket, 0);
                _ = Task.Run(() => ServeAsync(socket));
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var options = new ServerChannelOptions
        {
            Policies = [SecurityPolicy.None, policy],
            Modes = [MessageSecurityMode.None, mode],
            Own = TestCertificates.Server,
            Check = (_, _) => null,
            Random = RandomNumberGenerator.Fill,
        };
        using var channel = new ServerChannel(options, (uint)Interlocked.Increment(ref channels)) { IncomingLimits = AssemblyLimits.InSession };
        var client = new Client(channel);
        byte[] buffer = new byte[64 * 1024];
        List<byte> arrived = [];
        try
        {
            while (true)
            {
                int count = await socket.ReceiveAsync(buffer);
                if (count == 0)
                {
                    break;
                }

                arrived.AddRange(buffer[..count]);
                while (Take(client, arrived))
                {
                }

                byte[] output = channel.Output.ToArray();
                channel.OutputTaken();
                await socket.SendAsync(output);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The client has gone.
        }
        finally
        {
            sockets.TryRemove(socket, out _);
            socket.Dispose();
            client.HasSession = Leave(client);
        }
    }

    private bool Leave(Client client)
    {
        Interlocked.Add(ref sessions, client.HasSession ? -1 : 0);
        return false;
    }

    private bool Take(Client client, List<byte> arrived)
    {
        Moment now = new(TimeSpan.FromTicks(Environment.TickCount64 * TimeSpan.TicksPerMillisecond), DateTimeOffset.UtcNow);
        ChannelEvent happened = client.Channel.Receive(arrived.ToArray(), now, out int consumed);
        arrived.RemoveRange(0, consumed);
        while (happened.Kind == ChannelEventKind.Work)
        {
            happened.Work!.Run();
            happened = client.Channel.Complete(happened.Work, now);
        }

        if (happened.Kind == ChannelEventKind.Message && Answers)
        {
            client.Channel.TrySend(happened.RequestId, AnswerTo(client, happened.Message), now);
        }

        return consumed > 0;
    }

    private byte[] AnswerTo(Client client, ReadOnlySpan<byte> message)
    {
        ServiceRequest.TryRead(message, out ServiceRequest request);
        return request.Service switch
        {
            ServiceType.GetEndpoints => Messages.Reply(request.Service, writer => OtEdge.OpcUa.Sessions.Endpoint.WriteAll([Offered()], writer)),
            ServiceType.CreateSession => Created(client, request),
            ServiceType.ActivateSession => Activated(client, request),
            ServiceType.CloseSession => Closed(client),
            ServiceType.Read => Read(request),
            ServiceType.TranslateBrowsePaths => Translated(request),
            _ => Messages.Reply(request.Service, _ => { }),
        };
    }

    private Endpoint Offered() => new()
    {
        Url = $"opc.tcp://plc.acme.local:4840/line",
        Server = new ServerDescription { ApplicationUri = TestCertificates.Server.ApplicationUri },
        Certificate = TestCertificates.Server.ChainBytes,
        Mode = mode,
        PolicyUri = policy.Uri,
        UserTokens = [new UserTokenOffer { PolicyId = "nobody", TokenType = UserToken, SecurityPolicyUri = UserToken == 0 ? null : SecurityPolicy.Basic256Sha256.Uri }],
    };

    private byte[] Created(Client client, in ServiceRequest request)
    {
        CreateSessionRequest.TryRead(request, out CreateSessionRequest create);
        client.Nonce = RandomNumberGenerator.GetBytes(32);
        byte[]? proof = policy.IsSecure ? SessionProof.Sign(policy, TestCertificates.Server, client.Channel.Client!.Certificate, create.ClientNonce) : null;
        return Messages.Reply(ServiceType.CreateSession, writer =>
        {
            writer.NodeId(new NodeIdRef(1, 1));
            writer.NodeId(new NodeIdRef(1, 4711));
            writer.Double(60_000);
            writer.String(client.Nonce);
            writer.String(TestCertificates.Server.ChainBytes.Span);
            OtEdge.OpcUa.Sessions.Endpoint.WriteAll([Offered()], writer);
            writer.Null();
            writer.String(policy.Rsa?.SignatureUri);
            writer.String(proof);
            writer.UInt32(0);
        });
    }

    private byte[] Activated(Client client, in ServiceRequest request)
    {
        ActivateSessionRequest.TryRead(request, out ActivateSessionRequest activate);
        bool isProven = !policy.IsSecure
            || SessionProof.Verify(policy, client.Channel.Client!, TestCertificates.Server, client.Nonce, activate.ClientSignature);
        bool isKnown = UserToken == UserTokenOffer.Anonymous
            ? activate.UserToken.Kind == UserTokenKind.Anonymous
            : activate.UserToken.Kind == UserTokenKind.UserName
                && UserSecret.TryDecrypt(SecurityPolicy.Basic256Sha256, TestCertificates.Server.Key, activate.UserToken.Secret, client.Nonce, out byte[] secret)
                && secret.AsSpan().SequenceEqual("secret"u8);
        if (!isProven || !isKnown)
        {
            var fault = new UaWriter();
            ResponseMerge.WriteFault(fault, request.Header.Handle, StatusCodes.BadApplicationSignatureInvalid, 1);
            return fault.Written.ToArray();
        }

        client.HasSession = true;
        Interlocked.Increment(ref sessions);
        return Messages.SessionActivated();
    }

    private byte[] Closed(Client client)
    {
        client.HasSession = Leave(client);
        return Messages.Reply(ServiceType.CloseSession, _ => { });
    }

    private byte[] Read(in ServiceRequest request)
    {
        List<string> names = [];
        var items = new RequestItems(request);
        while (items.MoveNext())
        {
            names.Add(items.Current.Node.ToString());
        }

        asked.Enqueue(string.Join(' ', names));
        return Messages.Reply(ServiceType.Read, writer =>
        {
            writer.Int32(names.Count);
            names.ForEach(name => writer.Raw(Values.Of(name)));
            writer.Null();
        });
    }

    // A property lies in the variable's own namespace, and is called after it.
    private byte[] Translated(in ServiceRequest request)
    {
        List<string> names = [];
        var items = new RequestItems(request);
        while (items.MoveNext())
        {
            names.Add(items.Current.Node.ToString());
        }

        return Messages.Reply(ServiceType.TranslateBrowsePaths, writer =>
        {
            writer.Int32(names.Count);
            foreach (string name in names)
            {
                bool isThere = Values.Has($"{name}.EURange");
                writer.UInt32(isThere ? StatusCodes.Good : 0x806F0000);
                writer.Int32(isThere ? 1 : 0);
                if (isThere)
                {
                    writer.NodeId((NodeId.TryParse($"{name}.EURange", out NodeId? id) ? id : throw new InvalidOperationException(name)).AsRef());
                    writer.UInt32(uint.MaxValue);
                }
            }

            writer.Null();
        });
    }

    private sealed class Client(ServerChannel channel)
    {
        public ServerChannel Channel => channel;

        public byte[] Nonce { get; set; } = [];

        public bool HasSession { get; set; }
    }
}
