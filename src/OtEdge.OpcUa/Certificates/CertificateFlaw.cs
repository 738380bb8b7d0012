using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.Certificates;

/// <summary>Something that is wrong with a certificate.</summary>
/// <param name="Kind">What.</param>
/// <param name="Certificate">Whose: the peer's own or that of an issuer.</param>
/// <param name="Message">What was expected and found, for people.</param>
public sealed record CertificateFlaw(CertificateFlawKind Kind, Certificate Certificate, string Message)
{
    /// <summary>The status code that names it (OPC UA Part 4, 6.1.3). Before trust is established a peer is told BadSecurityChecksFailed only.</summary>
    public uint StatusCode => Kind switch
    {
        CertificateFlawKind.Signature or CertificateFlawKind.Key => CertificateStatusCodes.BadCertificateInvalid,
        CertificateFlawKind.ChainIncomplete => CertificateStatusCodes.BadCertificateChainIncomplete,
        CertificateFlawKind.Policy => CertificateStatusCodes.BadCertificatePolicyCheckFailed,
        CertificateFlawKind.Untrusted => CertificateStatusCodes.BadCertificateUntrusted,
        CertificateFlawKind.Time => CertificateStatusCodes.BadCertificateTimeInvalid,
        CertificateFlawKind.IssuerTime => CertificateStatusCodes.BadCertificateIssuerTimeInvalid,
        CertificateFlawKind.HostName => CertificateStatusCodes.BadCertificateHostNameInvalid,
        CertificateFlawKind.Uri => CertificateStatusCodes.BadCertificateUriInvalid,
        CertificateFlawKind.Use => CertificateStatusCodes.BadCertificateUseNotAllowed,
        CertificateFlawKind.IssuerUse => CertificateStatusCodes.BadCertificateIssuerUseNotAllowed,
        CertificateFlawKind.RevocationUnknown => CertificateStatusCodes.BadCertificateRevocationUnknown,
        CertificateFlawKind.IssuerRevocationUnknown => CertificateStatusCodes.BadCertificateIssuerRevocationUnknown,
        CertificateFlawKind.Revoked => CertificateStatusCodes.BadCertificateRevoked,
        CertificateFlawKind.IssuerRevoked => CertificateStatusCodes.BadCertificateIssuerRevoked,
        _ => StatusCodes.BadSecurityChecksFailed,
    };
}
