using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Zones;

/// <summary>What OPC UA adds to a conduit.</summary>
/// <param name="DeviceUrl">The server's endpoint URL.</param>
public sealed record OpcUaConduit(Uri DeviceUrl)
{
    /// <summary>What clients dial; null: what they are seen to dial.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>True (the default): a secure channel with each side; false: read along.</summary>
    public bool Terminates { get; init; } = true;

    /// <summary>Short names of the security policies that clients may use, such as <c>Basic256Sha256</c>; empty: all that are known, where OtEdge terminates those that protect.</summary>
    public IReadOnlyList<string> SecurityPolicies { get; init; } = [];

    /// <summary>Security modes that clients may use; empty: all.</summary>
    public IReadOnlyList<MessageSecurity> SecurityModes { get; init; } = [];

    /// <summary>True (the default): only trusted client certificates; false: unknown ones pass with a finding.</summary>
    public bool TrustedOnly { get; init; } = true;

    /// <summary>Security policy towards the device; null: the best both sides know.</summary>
    public string? DevicePolicy { get; init; }

    /// <summary>Security mode towards the device; null: the best both sides know.</summary>
    public MessageSecurity? DeviceMode { get; init; }

    /// <summary>Who users are to the device; default: as clients say it.</summary>
    public DeviceUser DeviceUser { get; init; } = DeviceUser.Passthrough;

    /// <summary>Whom users who show a certificate are to the device; the first that fits holds. Empty (the default): as <see cref="DeviceUser"/> says.</summary>
    public IReadOnlyList<UserMapping> Users { get; init; } = [];

    /// <summary>True when users may show certificates: there is somebody whom they can be to the device.</summary>
    public bool TakesUserCertificates => Users.Count > 0 || DeviceUser.Kind != DeviceUserKind.Passthrough;

    /// <summary>False (the default): what is trusted and has expired, or whose revocation list is out of date, is kept with an alert; true: it is refused while enforcing.</summary>
    public bool IsExpiryStrict { get; init; }

    /// <summary>Devices that call in; null: the device is dialled.</summary>
    public CallingDevices? CallingDevices { get; init; }

    /// <summary>Clients that are called besides those that connect; null: none.</summary>
    public CalledClients? CalledClients { get; init; }

    /// <summary>Judges the channel that a client opens; a mode that is not known yet is not judged by.</summary>
    /// <param name="securityPolicy">Short name of the security policy.</param>
    /// <param name="mode">The mode.</param>
    /// <returns>Allowed without a rule, or <see cref="DecisionReason.Security"/>.</returns>
    public Decision Decide(string securityPolicy, MessageSecurity mode)
    {
        bool isAccepted = (SecurityPolicies.Count == 0 || SecurityPolicies.Contains(securityPolicy))
            && (mode == MessageSecurity.Unknown || SecurityModes.Count == 0 || SecurityModes.Contains(mode));
        return new Decision(isAccepted ? DecisionReason.Allowed : DecisionReason.Security);
    }
}
