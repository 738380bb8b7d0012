namespace OtEdge.Core.Zones;

/// <summary>Limits of a conduit on everything that a peer can make grow (`limits`).</summary>
public sealed record ConduitLimits
{
    /// <summary>Client connections at once; further ones are closed on arrival. Default 256.</summary>
    public int Connections { get; init; } = 256;

    /// <summary>Device connections at once; null: as many as <see cref="Connections"/>.</summary>
    public int? DeviceConnections { get; init; }

    /// <summary>Unanswered requests per connection before the client is no longer read. Default 16, at least 1.</summary>
    public int Pending { get; init; } = 16;

    /// <summary>Longest time from the first byte of a frame to its last. Default 5 s.</summary>
    public TimeSpan Frame { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for a reply of the device, and for a connection to it. Default 10 s.</summary>
    public TimeSpan DeviceTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest silence of a connection; null (the default): no limit.</summary>
    public TimeSpan? Idle { get; init; }
}
