namespace OtEdge.Core.Policy;

/// <summary>A client that stands outside the scope of enforcing for a time.</summary>
/// <param name="Client">The client.</param>
/// <param name="EndedTicks">Monotonic time (100 ns) at which it ended; connections opened before keep it. Default: it runs.</param>
public sealed record ClientPermit(ClientSelector Client, long EndedTicks = long.MaxValue)
{
    /// <summary>True for a connection of the client that was opened in its time, or before it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="openedTicks">When the connection was opened, in the same time.</param>
    public bool Covers(ClientIdentity client, long openedTicks) => openedTicks < EndedTicks && Client.Matches(client);
}
