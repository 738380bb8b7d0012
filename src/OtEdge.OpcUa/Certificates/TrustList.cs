namespace OtEdge.OpcUa.Certificates;

/// <summary>Whom this application trusts (OPC UA Part 12, 7.8.2.1); it never changes, another takes its place.</summary>
public sealed record TrustList
{
    /// <summary>Trusts nobody.</summary>
    public static TrustList Empty { get; } = new();

    /// <summary>Peers that are trusted, and authorities whose certificates are.</summary>
    public IReadOnlyList<Certificate> Trusted { get; init; } = [];

    /// <summary>Authorities that only complete a chain.</summary>
    public IReadOnlyList<Certificate> Issuers { get; init; } = [];

    /// <summary>Revocation lists of both kinds of authorities.</summary>
    public IReadOnlyList<RevocationList> Revocations { get; init; } = [];

    /// <summary>True when exactly this certificate is trusted.</summary>
    public bool Trusts(Certificate certificate) => Trusted.Any(certificate.IsSame);
}
