using OtEdge.Core.Zones;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>The work on an ActivateSession request: the client's signature is checked, the user carried over, and OtEdge's signature made for the device.</summary>
/// <param name="client">The client's channel.</param>
/// <param name="scene">Between whom, and what was offered.</param>
/// <param name="users">Carries users over.</param>
internal sealed class SessionActivation(ServerChannel client, UserScene scene, UserTokens users)
{
    private readonly SecurityPolicy policy = client.Policy!;
    private readonly PeerCertificate? peer = client.Client;

    /// <summary>The client's request.</summary>
    public required byte[] Message { get; init; }

    /// <summary>The request for the device.</summary>
    public UaWriter Request { get; } = new();

    /// <summary>How it went.</summary>
    public uint StatusCode { get; private set; }

    /// <summary>Who the user is to the device; null: the same one.</summary>
    public DeviceUser? As { get; private set; }

    /// <summary>What people should hear of the user; null: nothing.</summary>
    public string? Notice { get; private set; }

    /// <summary>Does it.</summary>
    public void Run()
    {
        ServiceRequest.TryRead(Message, out ServiceRequest request);
        ActivateSessionRequest.TryRead(request, out ActivateSessionRequest activate);
        if (policy.IsSecure && !SessionProof.Verify(policy, peer!, scene.Presented, scene.Nonces.Own, activate.ClientSignature))
        {
            StatusCode = StatusCodes.BadApplicationSignatureInvalid;
            return;
        }

        CarriedUser user = users.Carry(activate, scene);
        (StatusCode, Notice, As) = (user.StatusCode, user.Notice, user.As);
        if (StatusCode != StatusCodes.Good)
        {
            return;
        }

        DevicePicture picture = scene.Device;
        SignedBy? proof = picture.Policy.Rsa is not { } rsa
            ? null
            : new SignedBy(rsa.SignatureUri, SessionProof.Sign(picture.Policy, picture.OwnClient!, picture.Device!.Certificate, scene.Nonces.Device));
        StatusCode = SessionRewriter.ActivateRequest(request, proof, user.Token.Span, Request, user.Proof).IsNone
            ? StatusCodes.Good
            : StatusCodes.BadDecodingError;
    }
}
