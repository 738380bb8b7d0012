namespace OtEdge.OpcUa.Certificates;

/// <summary>Whom a certificate names.</summary>
/// <param name="CommonName">Name of the application, for people.</param>
/// <param name="ApplicationUri">The application, for machines; a URI.</param>
/// <param name="Hosts">Host names and IP addresses by which it is reached.</param>
public sealed record CertificateSubject(string CommonName, string ApplicationUri, IReadOnlyList<string> Hosts)
{
    /// <summary>Who runs it. Default OtEdge.</summary>
    public string Organization { get; init; } = "OtEdge";
}
