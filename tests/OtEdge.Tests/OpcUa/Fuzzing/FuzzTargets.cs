using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;
using OtEdge.Tests.OpcUa.Certificates;
using OtEdge.Tests.OpcUa.SecureChannel;

namespace OtEdge.Tests.OpcUa.Fuzzing;

/// <summary>All readers of the codec, each in a target of its own or with those that it is used with.</summary>
internal static class FuzzTargets
{
    private const int KeyCost = 500;
    private const int CertificateCost = 20;
    private static readonly UaWriter Output = new();
    private static readonly byte[] Nonce = new byte[32];
    private static readonly Lazy<ChunkOpener> Opener = new(() => ChunkOpener.Make(MessageSecurityMode.SignAndEncrypt, Keys()));
    private static readonly Lazy<LoggedKeys> Logged = new(() => new LoggedKeys(new byte[32], new byte[16], signatureBytes: 32));
    private static readonly Lazy<TestAuthority> Authority = new(() => new TestAuthority("fuzz"));

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("transport", Transport(), FeedTransport,
        [
            "ChunkFraming.TryRead", "TransportMessages.ReadHello", "TransportMessages.ReadAcknowledge", "TransportMessages.ReadError",
            "TransportMessages.ReadReverseHello", "AsymmetricHeader.TryRead", "SymmetricHeader.Of", "SequenceHeader.Of", "MessageAssembler.Add",
            "SecurityPolicy.Find",
        ]),
        new("request", Bodies(isRequest: true), bytes => FeedRequest(bytes),
        [
            "ServiceRequest.TryRead", "RequestItems", "FilterNodes", "RequestCut.Write", "CreateSessionRequest.TryRead", "ActivateSessionRequest.TryRead",
            "OpenChannelRequest.TryRead", "SlotPlan.Refuse",
        ]),
        new("request that is answered", Bodies(isRequest: true), FeedRewriting,
        [
            "Discovery.UrlOf", "Discovery.AnswerEndpoints", "Discovery.AnswerServers", "SessionRewriter.CreateRequest", "SessionRewriter.ActivateRequest",
        ]),
        new("response", Bodies(isRequest: false), bytes => EveryReader.Body(bytes),
        [
            "ServiceResponse.TryRead", "ResponseResults", "BrowseAnswer", "Answers.TryReadToken", "Answers.TryReadChannel", "Answers.SubscriptionOf", "Answers.Namespaces",
        ]),
        new("response that goes on", Bodies(isRequest: false), FeedAnswer,
        [
            "ResponseMerge.Write", "Answers.MonitoredItemOf", "DataChanges", "CreateSessionResponse.TryRead", "Discovery.ReadEndpoints", "Endpoint.ReadAll",
            "ServerDescription.Read", "SessionRewriter.CreateResponse", "SessionRewriter.ActivateResponse",
        ]),
        new("answers to OtEdge itself", Bodies(isRequest: false), FeedOwnSession,
            ["ClientSession.TakeCreated", "ClientSession.TakeActivated", "ClientSession.TakeRead", "ClientSession.TakeProperties"]),
        new("values", [.. Bodies(isRequest: true), .. Bodies(isRequest: false)], FeedValues, ["UaReader", "NodeIdRef", "NodeId"]),
        new("padding", [new byte[64], [.. Enumerable.Repeat((byte)15, 64)]], bytes =>
        {
            Padding.TryRemove(bytes, hasExtraByte: false, out _);
            Padding.TryRemove(bytes, hasExtraByte: true, out _);
        }, ["Padding.TryRemove"]),
        new("symmetric chunk", [Sealed()], FeedOpener, ["ChunkOpener.TryOpen", "LoggedKeys.TryDecrypt"]),
        new("certificates", [TestCertificates.Client.ChainBytes.ToArray(), Authority.Value.Certificate.Der.ToArray(), Authority.Value.RevokeBytes(Authority.Value.Certificate)],
            FeedCertificates, ["Certificate.Read", "CertificateChain.Read", "PeerCertificate.Open", "RevocationList.Read"]) { Cost = CertificateCost },
        new("asymmetric chunk", [Opened()], bytes => AsymmetricChunk.TryRead(bytes, SecurityPolicy.Basic256Sha256, TestCertificates.Server.Key, TestCertificates.Client.Key, out _),
            ["AsymmetricChunk.TryRead", "RsaScheme.Verify"]) { Cost = KeyCost },
        new("user secret", [UserSecret.Encrypt(SecurityPolicy.Basic256Sha256, TestCertificates.Server.Key, "secret"u8, Nonce)], FeedSecret,
            ["UserSecret.TryDecrypt", "RsaScheme.TryDecrypt", "SessionProof.Verify"]) { Cost = KeyCost },
        new("server's end of a channel", Channels.Conversation(ofClient: true), bytes => Channels.FeedServer(bytes), ["ChannelEnd.Receive"]) { Cost = 5 },
        new("client's end of a channel", Channels.Conversation(ofClient: false), bytes => Channels.FeedClient(bytes), ["ChannelEnd.Receive"]) { Cost = 5 },
    ];

    private static void FeedTransport(byte[] bytes)
    {
        EveryReader.Feed(bytes);
        if (bytes.Length >= ChunkFraming.AsymmetricBytesMin && AsymmetricHeader.TryRead(bytes, out AsymmetricHeader header).IsNone)
        {
            SecurityPolicy.Find(header.PolicyUri);
            AsymmetricChunk.HasWrongBlocks(header, bytes.Length, TestCertificates.Server.Key);
        }
    }

    private static void FeedRequest(ReadOnlySpan<byte> bytes) => EveryReader.Body(bytes);

    private static void FeedRewriting(byte[] bytes)
    {
        if (!ServiceRequest.TryRead(bytes, out ServiceRequest request).IsNone)
        {
            return;
        }

        Discovery.UrlOf(request);
        Output.Clear();
        Discovery.AnswerEndpoints(Output, request, [], TestCertificates.Now);
        Discovery.AnswerServers(Output, request, new ServerDescription { ApplicationUri = "urn:fuzz" }, TestCertificates.Now);
        SessionRewriter.CreateRequest(request, new SessionSide(), Output);
        SessionRewriter.ActivateRequest(request, null, default, Output);
    }

    private static void FeedAnswer(byte[] bytes)
    {
        Discovery.ReadEndpoints(bytes);
        Answers.MonitoredItemOf(bytes);
        var reader = new UaReader(bytes);
        Endpoint.ReadAll(ref reader);
        reader = new UaReader(bytes);
        ServerDescription.Read(ref reader);
        if (!ServiceResponse.TryRead(bytes, out ServiceResponse response).IsNone)
        {
            return;
        }

        for (var changes = new DataChanges(response); changes.MoveNext();)
        {
        }

        CreateSessionResponse.TryRead(response, out _);
        Output.Clear();
        SessionRewriter.CreateResponse(response, new SessionSide(), null, [], Output);
        SessionRewriter.ActivateResponse(response, Nonce, Output);
        foreach (ServiceType service in Enum.GetValues<ServiceType>().Where(ServiceTypes.CanCutItems))
        {
            var plan = new SlotPlan(service, 1, 3);
            plan.Refuse(1, StatusCodes.BadUserAccessDenied, [0, 85]);
            Output.Clear();
            ResponseMerge.Write(Output, response, plan);
        }
    }

    private static void FeedOwnSession(byte[] bytes)
    {
        new ClientSession(new ClientSessionOptions
        {
            Policy = SecurityPolicy.None,
            EndpointUrl = "opc.tcp://plc:4840",
            ApplicationUri = "urn:fuzz",
            Random = _ => { },
        }).TakeCreated(bytes);
        ClientSession.TakeActivated(bytes);
        ClientSession.TakeRead(bytes, 3, out _);
        ClientSession.TakeProperties(bytes, 3, out _);
    }

    private static void FeedValues(byte[] bytes)
    {
        for (int kind = 0; kind < 17; kind++)
        {
            var reader = new UaReader(bytes);
            for (int i = 0; i < 8 && !reader.HasFailed; i++)
            {
                Read(ref reader, kind);
            }
        }

        var id = new UaReader(bytes);
        NodeIdRef node = id.NodeId();
        if (!id.HasFailed)
        {
            _ = NodeId.TryParse(new NodeId(node).ToString(), out _);
        }

        _ = NodeId.TryParse(System.Text.Encoding.Latin1.GetString(bytes), out _);
    }

    private static void Read(ref UaReader reader, int kind)
    {
        switch (kind)
        {
            case 0: reader.Byte(); break;
            case 1: reader.Boolean(); break;
            case 2: reader.UInt16(); break;
            case 3: reader.UInt32(); break;
            case 4: reader.Int32(); break;
            case 5: reader.Int64(); break;
            case 6: reader.Double(); break;
            case 7: reader.String(); break;
            case 8: reader.ByteString(); break;
            case 9: reader.ArrayLength(1); break;
            case 10: reader.NodeId(); break;
            case 11: reader.ExpandedNodeId(); break;
            case 12: reader.QualifiedName(); break;
            case 13: reader.LocalizedText(); break;
            case 14: reader.ExtensionObject(); break;
            case 15: reader.Variant(); break;
            default: reader.DataValue(); break;
        }
    }

    private static void FeedOpener(byte[] bytes)
    {
        if (bytes.Length >= ChunkFraming.SymmetricBytesMin)
        {
            Logged.Value.TryDecrypt([.. bytes], out _);
            Opener.Value.TryOpen(bytes, out _);
        }
    }

    private static void FeedCertificates(byte[] bytes)
    {
        PeerCertificate.Open(bytes)?.Dispose();
        RevocationList.Read(bytes);
        Certificate.Read(bytes);
        if (CertificateChain.Read(bytes) is { } chain)
        {
            CertificateJudge.Judge(new CertificateQuestion(chain, CertificateRole.Client, TestCertificates.Now), new TrustList { Trusted = [Authority.Value.Certificate] });
        }
    }

    private static void FeedSecret(byte[] bytes)
    {
        UserSecret.TryDecrypt(SecurityPolicy.Basic256Sha256, TestCertificates.Server.Key, bytes, Nonce, out _);
        using PeerCertificate peer = PeerCertificate.Open(TestCertificates.Client.ChainBytes.Span)!;
        SessionProof.Verify(SecurityPolicy.Basic256Sha256, peer, TestCertificates.Server, Nonce, bytes);
    }

    private static List<byte[]> Bodies(bool isRequest) => [.. RecordedMessages.All.Where(one => one.IsRequest == isRequest).Select(one => one.Body)];

    private static List<byte[]> Transport() => [.. Channels.Conversation(ofClient: true), .. Channels.Conversation(ofClient: false), Opened()];

    private static byte[] Opened()
    {
        var terms = new AsymmetricTerms(0, SecurityPolicy.Basic256Sha256, TestCertificates.Client, PeerCertificate.Open(TestCertificates.Server.ChainBytes.Span));
        return AsymmetricChunk.Write(terms, new SequenceHeader(1, 1), new byte[100]);
    }

    private static SymmetricKeys Keys() => SymmetricKeys.Derive(SecurityPolicy.Basic256Sha256, Nonce, Nonce);

    private static byte[] Sealed()
    {
        using SymmetricKeys keys = Keys();
        using ChunkSealer sealer = ChunkSealer.Make(MessageSecurityMode.SignAndEncrypt, keys);
        byte[] chunk = new byte[sealer.ChunkBytes(40)];
        "MSGF"u8.CopyTo(chunk);
        sealer.Seal(chunk, 40);
        return chunk;
    }
}
