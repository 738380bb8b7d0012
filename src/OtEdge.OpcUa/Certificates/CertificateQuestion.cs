namespace OtEdge.OpcUa.Certificates;

/// <summary>What is asked about a peer's certificate.</summary>
/// <param name="Chain">As it was sent.</param>
/// <param name="Role">Which side the peer is on.</param>
/// <param name="Now">The time of day.</param>
public sealed record CertificateQuestion(CertificateChain Chain, CertificateRole Role, DateTimeOffset Now)
{
    /// <summary>The application that the peer says to be; null (the default): not looked at.</summary>
    public string? ApplicationUri { get; init; }

    /// <summary>The host that was dialled; null (the default): not looked at.</summary>
    public string? HostName { get; init; }
}
