using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>The work on an ActivateSession request: the client's signature is checked, the user carried over, and OtEdge's signature made for the device.</summary>
/// <param name="client">The client's channel.</param>
/// <param name="presented">What OtEdge presents to the client.</param>
/// <param name="picture">The device.</param>
internal sealed class SessionActivation(ServerChannel client, OwnCertificate presented, DevicePicture picture)
{
    private readonly SecurityPolicy policy = client.Policy!;
    private readonly PeerCertificate? peer = client.Client;

    /// <summary>The client's request.</summary>
    public required byte[] Message { get; init; }

    /// <summary>The last nonces that OtEdge gave the client, and the device gave OtEdge.</summary>
    public required (byte[] Own, byte[] Device) Nonces { get; init; }

    /// <summary>What the client was offered on its channel.</summary>
    public required IReadOnlyList<UserTokenOffer> UserTokens { get; init; }

    /// <summary>The request for the device.</summary>
    public UaWriter Request { get; } = new();

    /// <summary>How it went.</summary>
    public uint StatusCode { get; private set; }

    /// <summary>Does it.</summary>
    public void Run()
    {
        ServiceRequest.TryRead(Message, out ServiceRequest request);
        ActivateSessionRequest.TryRead(request, out ActivateSessionRequest activate);
        if (policy.IsSecure && !SessionProof.Verify(policy, peer!, presented, Nonces.Own, activate.ClientSignature))
        {
            StatusCode = StatusCodes.BadApplicationSignatureInvalid;
            return;
        }

        var token = new UaWriter();
        if (!Terminating.UserTokens.TryTranslate(activate.UserToken, UserTokens, (presented, picture), Nonces, token))
        {
            StatusCode = StatusCodes.BadIdentityTokenRejected;
            return;
        }

        SignedBy? proof = picture.Policy.Rsa is not { } rsa
            ? null
            : new SignedBy(rsa.SignatureUri, SessionProof.Sign(picture.Policy, picture.OwnClient!, picture.Device!.Certificate, Nonces.Device));
        StatusCode = SessionRewriter.ActivateRequest(request, proof, token.Written, Request).IsNone ? StatusCodes.Good : StatusCodes.BadDecodingError;
    }
}
