namespace OtEdge.RelayBenchmark;

/// <summary>What clients say and hear on their connections, one protocol each; a reply is one segment.</summary>
internal interface ITalk
{
    /// <summary>Does what a connection needs before its first request.</summary>
    /// <param name="connection">Number of the connection.</param>
    /// <param name="exchange">Sends bytes and returns what comes back.</param>
    void Begin(int connection, Func<byte[], byte[]> exchange);

    /// <summary>The next request on a connection; valid until the next call.</summary>
    ReadOnlySpan<byte> Request(int connection);

    /// <summary>True when it is the whole reply to a request that was neither refused nor failed.</summary>
    bool IsGood(ReadOnlySpan<byte> reply);
}
