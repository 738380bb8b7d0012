using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.Transport;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>What a client asks for.</summary>
public sealed record ClientChannelOptions
{
    /// <summary>The policy.</summary>
    public required SecurityPolicy Policy { get; init; }

    /// <summary>The mode; it must be one that the policy has.</summary>
    public required MessageSecurityMode Mode { get; init; }

    /// <summary>The URL that is dialled, exactly as the server knows it.</summary>
    public required string EndpointUrl { get; init; }

    /// <summary>The client's certificate and key; null: only the policy None can be used.</summary>
    public OwnCertificate? Own { get; init; }

    /// <summary>The server's certificate, judged already; null: only the policy None can be used.</summary>
    public PeerCertificate? Server { get; init; }

    /// <summary>Makes nonces; any thread may call it.</summary>
    public required RandomFill Random { get; init; }

    /// <summary>What the client takes and sends. Default: chunks of 64 KiB, messages of 16 MiB.</summary>
    public TransportTerms Transport { get; init; } = ServerChannelOptions.DefaultTransport;

    /// <summary>Life of a token that is asked for. Default 1 h.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);
}
