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

    /// <summary>A client has gone.</summary>
    void End(int client)
    {
    }

    /// <summary>When it has something to say without being asked, as a timestamp of the stopwatch; default: never.</summary>
    long DueAt => long.MaxValue;

    /// <summary>What it says without being asked; called until there is nothing more.</summary>
    /// <param name="client">To whom.</param>
    /// <param name="bytes">What; valid until the next call.</param>
    bool TryTell(out int client, out ReadOnlySpan<byte> bytes)
    {
        client = -1;
        bytes = default;
        return false;
    }
}
