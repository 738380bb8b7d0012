using OtEdge.OpcUa.Certificates;
using OtEdge.OpcUa.SecureChannel;

namespace OtEdge.OpcUa.Sessions;

/// <summary>What a client's session needs to know.</summary>
public sealed record ClientSessionOptions
{
    /// <summary>The policy of the channel.</summary>
    public required SecurityPolicy Policy { get; init; }

    /// <summary>The URL that the server gives its endpoint.</summary>
    public required string EndpointUrl { get; init; }

    /// <summary>The application that the client is; with a certificate the one that it names.</summary>
    public required string ApplicationUri { get; init; }

    /// <summary>The client's certificate and key; null: only the policy None can be used.</summary>
    public OwnCertificate? Own { get; init; }

    /// <summary>The server's certificate, judged already; null: only the policy None can be used.</summary>
    public PeerCertificate? Server { get; init; }

    /// <summary>Makes nonces.</summary>
    public required RandomFill Random { get; init; }

    /// <summary>How long the server keeps a session that nobody uses. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
