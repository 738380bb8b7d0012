namespace OtEdge.OpcUa.Certificates;

/// <summary>All that is wrong with a peer's certificate; what of it refuses the peer is the conduit's business.</summary>
/// <param name="Flaws">What is wrong, first things first; empty: nothing.</param>
public sealed record CertificateVerdict(IReadOnlyList<CertificateFlaw> Flaws)
{
    /// <summary>What a stale clock or a late renewal causes: an alert, not an outage, unless expiry is to be strict.</summary>
    public static IReadOnlySet<CertificateFlawKind> Lapsed { get; } = new HashSet<CertificateFlawKind>
    {
        CertificateFlawKind.Time, CertificateFlawKind.IssuerTime,
        CertificateFlawKind.RevocationUnknown, CertificateFlawKind.IssuerRevocationUnknown,
    };

    /// <summary>What a peer has that nobody knows yet: tolerated where unknown certificates may pass with a finding.</summary>
    public static IReadOnlySet<CertificateFlawKind> Unknown { get; } = new HashSet<CertificateFlawKind>
    {
        CertificateFlawKind.ChainIncomplete, CertificateFlawKind.Untrusted, CertificateFlawKind.HostName, CertificateFlawKind.Use,
    };

    /// <summary>True when nothing is wrong.</summary>
    public bool IsFlawless => Flaws.Count == 0;

    /// <summary>True when nobody has trusted the peer yet: something that people can mend by trusting it.</summary>
    public bool IsOfUnknown => Flaws.Any(flaw => flaw.Kind is CertificateFlawKind.Untrusted or CertificateFlawKind.ChainIncomplete);

    /// <summary>The first flaw that is not tolerated; null: the peer may pass.</summary>
    public CertificateFlaw? FirstBeyond(params IReadOnlyList<IReadOnlySet<CertificateFlawKind>> tolerated) =>
        Flaws.FirstOrDefault(flaw => !tolerated.Any(kinds => kinds.Contains(flaw.Kind)));
}
