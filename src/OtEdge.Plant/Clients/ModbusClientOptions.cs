using System.Net;

namespace OtEdge.Plant.Clients;

/// <summary>How a client connects.</summary>
public sealed record ModbusClientOptions
{
    /// <summary>Whom it asks.</summary>
    public required IPEndPoint Server { get; init; }

    /// <summary>The address it comes from, such as 127.0.1.10; null: what the system chooses.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>How long it waits for a connection and for each reply. Default 2 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Least time after an attempt to connect that failed. Default 1 s.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);
}
