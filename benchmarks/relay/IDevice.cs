namespace OtEdge.RelayBenchmark;

/// <summary>How a device answers; one thread.</summary>
internal interface IDevice
{
    /// <summary>Begins with a client that has connected.</summary>
    void Begin(int client);

    /// <summary>Answers every whole request of what has arrived.</summary>
    /// <param name="client">Number of the client's connection.</param>
    /// <param name="received">What has arrived.</param>
    /// <returns>The replies; valid until the next call.</returns>
    ReadOnlySpan<byte> Answer(int client, ReadOnlySpan<byte> received);
}
