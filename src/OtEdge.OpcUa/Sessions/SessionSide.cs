namespace OtEdge.OpcUa.Sessions;

/// <summary>What a gateway is to one side of a session.</summary>
public sealed record SessionSide
{
    /// <summary>The gateway's application, as its client certificate names it; not used towards clients.</summary>
    public string ApplicationUri { get; init; } = "";

    /// <summary>The address of the device as the device knows it; not used towards clients.</summary>
    public string EndpointUrl { get; init; } = "";

    /// <summary>The gateway's certificate on this side, as it is sent; empty: none.</summary>
    public ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>The gateway's nonce on this side: 32 random bytes or more, never used before; empty: none.</summary>
    public ReadOnlyMemory<byte> Nonce { get; init; }

    /// <summary>Longest message that the gateway takes; 0 (the default): no limit of its own.</summary>
    public uint MessageBytesMax { get; init; }
}
