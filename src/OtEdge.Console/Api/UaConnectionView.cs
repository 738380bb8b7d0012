namespace OtEdge.Console.Api;

/// <summary>An OPC UA connection that is open now.</summary>
public sealed record UaConnectionView
{
    /// <summary>Address and port of the client.</summary>
    public required string Client { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Application URI that the client has told; null: none.</summary>
    public string? ApplicationUri { get; init; }

    /// <summary>Thumbprint of the client's certificate; null: none.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>Its user: anonymous, a name, or a certificate's thumbprint; null: no session was activated.</summary>
    public string? User { get; init; }

    /// <summary>Who the user is to the device, such as "the user batch"; null: the same one.</summary>
    public string? DeviceUser { get; init; }

    /// <summary>Security policy towards the client, such as Basic256Sha256.</summary>
    public required string SecurityPolicy { get; init; }

    /// <summary>Security mode towards the client: None, Sign or SignAndEncrypt; null: it cannot be seen yet.</summary>
    public string? SecurityMode { get; init; }

    /// <summary>Security policy towards the device; null: the client's channel goes to the device, or there is none to it yet.</summary>
    public string? DeviceSecurityPolicy { get; init; }

    /// <summary>Security mode towards the device; null: as of its policy.</summary>
    public string? DeviceSecurityMode { get; init; }
}
