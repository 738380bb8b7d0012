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

    /// <summary>passthrough (the default): the device sees the client's user; anonymous: it sees nobody in particular.</summary>
    public string DeviceUser { get; init; } = "passthrough";

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
