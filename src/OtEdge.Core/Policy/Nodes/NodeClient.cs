namespace OtEdge.Core.Policy.Nodes;

/// <summary>Who asks, as far as the connection has told by now.</summary>
/// <param name="Client">Address; application URI once a session is created, null before; thumbprint once a channel is open.</param>
/// <param name="User">The user once a session is activated (or of the activation that is judged); null before.</param>
public sealed record NodeClient(ClientIdentity Client, UserIdentity? User = null)
{
    /// <summary>How its messages are protected.</summary>
    public MessageSecurity Security { get; init; }

    /// <summary>Short name of the security policy, such as <c>Basic256Sha256</c>; empty when not known.</summary>
    public string SecurityPolicy { get; init; } = "";
}
