using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;
using OtEdge.OpcUa.Sessions;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>What a device has said of itself, and how OtEdge goes to it.</summary>
internal sealed record DevicePicture
{
    /// <summary>The endpoint that OtEdge uses.</summary>
    public required Endpoint Endpoint { get; init; }

    /// <summary>Its policy.</summary>
    public required SecurityPolicy Policy { get; init; }

    /// <summary>The device's certificate; null: it has none, or one without an RSA key.</summary>
    public PeerCertificate? Device { get; init; }

    /// <summary>What is wrong with the device's certificate; null: nothing that matters.</summary>
    public CertificateFlaw? Flaw { get; init; }

    /// <summary>What people should hear of the device's certificate although it is accepted; null: nothing.</summary>
    public CertificateFlaw? Lapse { get; init; }

    /// <summary>What OtEdge presents to clients.</summary>
    public required OwnCertificate OwnServer { get; init; }

    /// <summary>What OtEdge presents to the device; null: nothing, because the channel has no protection.</summary>
    public OwnCertificate? OwnClient { get; init; }

    /// <summary>Application URI of OtEdge as a client of the device.</summary>
    public required string OwnUri { get; init; }

    /// <summary>The options of a channel to the device.</summary>
    public ClientChannelOptions Options(RandomFill random) => new()
    {
        Policy = Policy,
        Mode = Endpoint.Mode,
        EndpointUrl = Endpoint.Url,
        Own = OwnClient,
        Server = Policy.IsSecure ? Device : null,
        Random = random,
    };
}
