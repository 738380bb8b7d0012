namespace OtEdge.RelayBenchmark;

/// <summary>How a device answers; one thread.</summary>
internal interface IDevice
{
    /// <summary>Begins with a client that has connected.</summary>
    void Begin(int client);

    /// <summary>Answers every whole request of one segment; the load never splits its requests.</summary>
    /// <param name="client">Number of the client's connection.</param>
    /// <param name="received">The segment.</param>
    /// <param name="replies">Gets the replies.</param>
    /// <returns>Bytes of the replies.</returns>
    int Answer(int client, ReadOnlySpan<byte> received, Span<byte> replies);
}
