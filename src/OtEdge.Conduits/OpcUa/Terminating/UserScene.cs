using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Sessions;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>Between whom a user is carried over.</summary>
/// <param name="Presented">What OtEdge presents to the client.</param>
/// <param name="Device">The device.</param>
internal sealed record UserScene(OwnCertificate Presented, DevicePicture Device)
{
    /// <summary>The last nonces that OtEdge gave the client, and the device gave OtEdge.</summary>
    public required (byte[] Own, byte[] Device) Nonces { get; init; }

    /// <summary>What the client was offered on its channel.</summary>
    public required IReadOnlyList<UserTokenOffer> Offered { get; init; }

    /// <summary>The time of day.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>True when certificates that have expired are refused.</summary>
    public bool IsExpiryStrict { get; init; }
}
