using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Sessions;

namespace OtEdge.Conduits.OpcUa.Reading;

/// <summary>How OtEdge goes to a device on its own account.</summary>
/// <param name="Endpoint">The endpoint that it takes.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="OwnUri">The application that OtEdge is there.</param>
internal sealed record DeviceWay(Endpoint Endpoint, SecurityPolicy Policy, string OwnUri)
{
    /// <summary>What OtEdge presents; null: nothing, because the channel has no protection.</summary>
    public OwnCertificate? Own { get; init; }

    /// <summary>The device's certificate, which was accepted; null: none is needed.</summary>
    public PeerCertificate? Device { get; init; }

    /// <summary>Who OtEdge is as a user, once the device has told its nonce; an <see cref="IOException"/> says what keeps it from that.</summary>
    public required Func<byte[], CarriedUser> User { get; init; }

    /// <summary>The options of a channel.</summary>
    public ClientChannelOptions Channel => new()
    {
        Policy = Policy,
        Mode = Endpoint.Mode,
        EndpointUrl = Endpoint.Url,
        Own = Own,
        Server = Device,
        Random = GatewayFront.Random,
    };

    /// <summary>The options of a session in it.</summary>
    public ClientSessionOptions Session => new()
    {
        Policy = Policy,
        EndpointUrl = Endpoint.Url,
        ApplicationUri = OwnUri,
        Own = Own,
        Server = Device,
        Random = GatewayFront.Random,
    };
}
