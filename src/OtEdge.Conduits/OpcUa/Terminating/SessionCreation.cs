using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>The work on a CreateSession response: the device's signature is checked, and OtEdge's own made for the client.</summary>
/// <param name="client">The client's channel.</param>
/// <param name="presented">What OtEdge presents to the client.</param>
/// <param name="picture">The device.</param>
internal sealed class SessionCreation(ServerChannel client, OwnCertificate presented, DevicePicture picture)
{
    private readonly SecurityPolicy policy = client.Policy!;
    private readonly PeerCertificate? peer = client.Client;

    /// <summary>The device's response.</summary>
    public required byte[] Message { get; init; }

    /// <summary>What was asked.</summary>
    public required SessionOpening Opening { get; init; }

    /// <summary>OtEdge's nonce for the client.</summary>
    public required byte[] OwnNonce { get; init; }

    /// <summary>Exactly what GetEndpoints tells the client.</summary>
    public required IReadOnlyList<Endpoint> Endpoints { get; init; }

    /// <summary>The answer to the client.</summary>
    public UaWriter Answer { get; } = new();

    /// <summary>How it went.</summary>
    public uint StatusCode { get; private set; }

    /// <summary>Does it.</summary>
    public void Run()
    {
        ServiceResponse.TryRead(Message, out ServiceResponse response);
        CreateSessionResponse.TryRead(response, out CreateSessionResponse created);
        if (picture.Policy.IsSecure && !IsSignedByDevice(created))
        {
            StatusCode = StatusCodes.BadApplicationSignatureInvalid;
            return;
        }

        // Nothing is signed for a client whose own channel proves nothing.
        SignedBy? proof = policy.Rsa is null || peer is null
            ? null
            : new SignedBy(policy.Rsa.SignatureUri, SessionProof.Sign(policy, presented, peer.Certificate, Opening.ClientNonce));
        var side = new SessionSide
        {
            Certificate = presented.ChainBytes,
            Nonce = OwnNonce,
            MessageBytesMax = ServerChannelOptions.DefaultTransport.MessageBytesMax,
        };
        StatusCode = SessionRewriter.CreateResponse(response, side, proof, Endpoints, Answer).IsNone ? StatusCodes.Good : StatusCodes.BadUnknownResponse;
    }

    private bool IsSignedByDevice(in CreateSessionResponse created) =>
        created.ServerCertificate.StartsWith(picture.Device!.Certificate.Der.Span)
        && SessionProof.Verify(picture.Policy, picture.Device, picture.OwnClient!, Opening.OwnNonce, created.ServerSignature);
}
