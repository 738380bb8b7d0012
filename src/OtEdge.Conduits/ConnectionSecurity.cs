using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits;

/// <summary>How an OPC UA connection is protected, and who its user is.</summary>
/// <param name="Client">The client as its channel and session have told it; its user is that of the last session that was activated, or judged where OtEdge reads along.</param>
public sealed record ConnectionSecurity(NodeClient Client)
{
    /// <summary>Who the user is to the device; null: the same one.</summary>
    public DeviceUser? DeviceUser { get; init; }

    /// <summary>Short name of the security policy towards the device; null: there is no channel of OtEdge's own.</summary>
    public string? DevicePolicy { get; init; }

    /// <summary>Security mode towards the device; unknown while there is no channel of OtEdge's own.</summary>
    public MessageSecurity DeviceMode { get; init; }
}
