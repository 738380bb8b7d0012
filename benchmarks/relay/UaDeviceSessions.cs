using System.Security.Cryptography;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;

namespace OtEdge.RelayBenchmark;

/// <summary>What the device answers before anybody reads: what it offers, sessions, namespaces. Everybody is let in.</summary>
/// <param name="own">Its certificate.</param>
/// <param name="url">What clients dial.</param>
internal sealed class UaDeviceSessions(OwnCertificate own, string url)
{
    private const int NonceBytes = 32;

    public byte[] Endpoints()
    {
        UaWriter body = UaBodies.Response(ServiceType.GetEndpoints);
        Endpoint.WriteAll(Offered(), body);
        return body.Written.ToArray();
    }

    public byte[] Create(ServerChannel channel, int client, ReadOnlySpan<byte> message)
    {
        if (!ServiceRequest.TryRead(message, out ServiceRequest request).IsNone || !CreateSessionRequest.TryRead(request, out CreateSessionRequest create).IsNone)
        {
            throw new IOException("this is no CreateSession");
        }

        UaWriter body = UaBodies.Response(ServiceType.CreateSession);
        body.NodeId(new NodeIdRef(1, (uint)client));
        body.NodeId(new NodeIdRef(1, (uint)client));
        body.Double(600_000);
        body.String(RandomNumberGenerator.GetBytes(NonceBytes));
        body.String(own.ChainBytes.Span);
        Endpoint.WriteAll(Offered(), body);
        body.Null();
        if (channel.Policy!.Rsa is { } rsa)
        {
            body.String(rsa.SignatureUri);
            body.String(SessionProof.Sign(channel.Policy, own, channel.Client!.Certificate, create.ClientNonce));
        }
        else
        {
            body.Null();
            body.Null();
        }

        body.UInt32(0);
        return body.Written.ToArray();
    }

    public static byte[] Activate()
    {
        UaWriter body = UaBodies.Response(ServiceType.ActivateSession);
        body.String(RandomNumberGenerator.GetBytes(NonceBytes));
        body.Null();
        body.Null();
        return body.Written.ToArray();
    }

    public static byte[] Close() => UaBodies.Response(ServiceType.CloseSession).Written.ToArray();

    // The NamespaceArray, for which OtEdge asks: a DataValue with an array of strings.
    public static byte[] Namespaces()
    {
        UaWriter body = UaBodies.Response(ServiceType.Read);
        body.Int32(1);
        body.Byte(1);
        body.Byte(0x80 | 12);
        body.Int32(2);
        body.String("http://opcfoundation.org/UA/");
        body.String(UaBodies.NamespaceUri);
        body.Null();
        return body.Written.ToArray();
    }

    private List<Endpoint> Offered() =>
    [
        Offer(SecurityPolicy.None, MessageSecurityMode.None),
        .. SecurityPolicy.All.Where(policy => policy.IsSecure).SelectMany(policy => new[]
        {
            Offer(policy, MessageSecurityMode.Sign),
            Offer(policy, MessageSecurityMode.SignAndEncrypt),
        }),
    ];

    private Endpoint Offer(SecurityPolicy policy, MessageSecurityMode mode) => new()
    {
        Url = url,
        Server = new ServerDescription { ApplicationUri = own.ApplicationUri },
        Certificate = own.ChainBytes,
        Mode = mode,
        PolicyUri = policy.Uri,
        UserTokens = [new UserTokenOffer { PolicyId = UaClient.AnonymousPolicy, TokenType = 0 }],
    };
}
