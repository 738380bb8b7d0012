namespace OtEdge.RelayBenchmark;

/// <summary>What clients say and hear on their connections, one protocol each.</summary>
internal interface ITalk
{
    /// <summary>Asks on a connection of its own, once, what clients must know before they can begin.</summary>
    /// <param name="exchange">Sends bytes, if there are any, and returns what comes next.</param>
    void Prepare(Func<byte[], byte[]> exchange);

    /// <summary>Does what a connection needs before its first request.</summary>
    /// <param name="connection">Number of the connection.</param>
    /// <param name="exchange">Sends bytes, if there are any, and returns what comes next.</param>
    void Begin(int connection, Func<byte[], byte[]> exchange);

    /// <summary>The next request on a connection; valid until the next call.</summary>
    ReadOnlySpan<byte> Request(int connection);

    /// <summary>Takes what has arrived on a connection, at most one reply.</summary>
    ReplyKind Take(int connection, ReadOnlySpan<byte> received);
}
