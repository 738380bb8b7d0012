namespace OtEdge.Conduits.Relaying;

/// <summary>
/// Socket options of every link. Dead peers must be noticed on their own: a client that lost its power holds a place of the
/// device, and a device that lost its power holds its clients.
/// </summary>
internal static class LinkOptions
{
    /// <summary>Silence after which the peer is asked whether it is still there.</summary>
    public const int KeepAliveIdleSeconds = 10;

    /// <summary>Time between two such questions.</summary>
    public const int KeepAliveIntervalSeconds = 3;

    /// <summary>Questions without an answer after which the peer is dead.</summary>
    public const int KeepAliveCount = 3;

    /// <summary>Longest time that sent bytes may stay unacknowledged.</summary>
    public const int UserTimeoutMilliseconds = 20_000;

    /// <summary>Clients that may wait to be accepted.</summary>
    public const int ListenBacklog = 512;
}
