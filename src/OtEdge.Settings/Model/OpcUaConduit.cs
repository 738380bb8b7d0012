namespace OtEdge.Settings.Model;

/// <summary>What OPC UA adds to a conduit.</summary>
/// <param name="Name">Name of the conduit.</param>
/// <param name="Device">The server's endpoint URL.</param>
public sealed record OpcUaConduit(string Name, Uri Device)
{
    /// <summary>Name of its policy; null: observe only.</summary>
    public string? Policy { get; init; }

    /// <summary>What clients dial; null: what they are seen to dial.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>True (the default): a secure channel with each side; false: read along.</summary>
    public bool Terminates { get; init; } = true;

    /// <summary>Security policies that clients may use; empty: all that are known.</summary>
    public IReadOnlyList<string> SecurityPolicies { get; init; } = [];

    /// <summary>Security modes that clients may use; empty: all.</summary>
    public IReadOnlyList<string> SecurityModes { get; init; } = [];

    /// <summary>True (the default): only trusted client certificates; false: unknown ones pass with a finding.</summary>
    public bool TrustedOnly { get; init; } = true;

    /// <summary>Security policy towards the device; null: the best both sides know.</summary>
    public string? DevicePolicy { get; init; }

    /// <summary>Security mode towards the device; null: the best both sides know.</summary>
    public string? DeviceMode { get; init; }

    /// <summary>passthrough (the default), anonymous or a user name.</summary>
    public string DeviceUser { get; init; } = "passthrough";
}
