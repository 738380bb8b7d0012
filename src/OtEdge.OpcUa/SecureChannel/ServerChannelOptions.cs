using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Transport;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>What a server offers on a channel. Both its calls may come from any thread.</summary>
public sealed record ServerChannelOptions
{
    /// <summary>Policies that clients may use.</summary>
    public required IReadOnlyList<SecurityPolicy> Policies { get; init; }

    /// <summary>Modes that clients may use.</summary>
    public required IReadOnlyList<MessageSecurityMode> Modes { get; init; }

    /// <summary>The server's certificate and key; null: only the policy None can be used.</summary>
    public OwnCertificate? Own { get; init; }

    /// <summary>Judges certificates of clients.</summary>
    public required PeerCheck Check { get; init; }

    /// <summary>Makes nonces.</summary>
    public required RandomFill Random { get; init; }

    /// <summary>What the server takes and sends. Default: chunks of 64 KiB, messages of 16 MiB.</summary>
    public TransportTerms Transport { get; init; } = DefaultTransport;

    /// <summary>Shortest life of a token. Default 10 s.</summary>
    public TimeSpan LifetimeMin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest life of a token. Default 1 h.</summary>
    public TimeSpan LifetimeMax { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Chunks of 64 KiB, messages of 16 MiB and some headers in at most 4096 chunks.</summary>
    public static TransportTerms DefaultTransport { get; } = new()
    {
        ReceiveBytes = 65535,
        SendBytes = 65535,
        MessageBytesMax = (16 * 1024 * 1024) + (64 * 1024),
        ChunksMax = 4096,
    };
}
