using OtEdge.Core.Zones;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>What ties a session to its two channels.</summary>
internal sealed class SessionBinding
{
    /// <summary>Thumbprint of the certificate of the client that created it; null: it has none.</summary>
    public required string? Thumbprint { get; init; }

    /// <summary>The nonce that OtEdge gave the client last.</summary>
    public required byte[] OwnNonce { get; set; }

    /// <summary>The nonce that the device gave OtEdge last; empty: none.</summary>
    public required byte[] DeviceNonce { get; set; }

    /// <summary>Who its user is to the device, since the last activation that went there; null: the same one.</summary>
    public DeviceUser? DeviceUser { get; set; }

    /// <summary>The connection that it was created or activated on last; null: that one has ended.</summary>
    public TerminatingSession? Owner { get; set; }
}
