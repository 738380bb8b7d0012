namespace OtEdge.OpcUa.Certificates;

/// <summary>Status codes of certificates (OPC UA Part 4, 6.1.3, table 100; Part 6 annex A.2).</summary>
public static class CertificateStatusCodes
{
    /// <summary>The certificate, its signature or key is broken.</summary>
    public const uint BadCertificateInvalid = 0x80120000;

    /// <summary>It is not good yet or no more.</summary>
    public const uint BadCertificateTimeInvalid = 0x80140000;

    /// <summary>An issuer's is not good yet or no more.</summary>
    public const uint BadCertificateIssuerTimeInvalid = 0x80150000;

    /// <summary>It does not name the host that was dialled.</summary>
    public const uint BadCertificateHostNameInvalid = 0x80160000;

    /// <summary>It does not name the application.</summary>
    public const uint BadCertificateUriInvalid = 0x80170000;

    /// <summary>It is not made for this use.</summary>
    public const uint BadCertificateUseNotAllowed = 0x80180000;

    /// <summary>An issuer's is not made to issue.</summary>
    public const uint BadCertificateIssuerUseNotAllowed = 0x80190000;

    /// <summary>Nobody here has trusted it.</summary>
    public const uint BadCertificateUntrusted = 0x801A0000;

    /// <summary>There is no good list of revoked ones from its issuer.</summary>
    public const uint BadCertificateRevocationUnknown = 0x801B0000;

    /// <summary>There is no good list of revoked ones from the issuer of an issuer.</summary>
    public const uint BadCertificateIssuerRevocationUnknown = 0x801C0000;

    /// <summary>Its issuer has revoked it.</summary>
    public const uint BadCertificateRevoked = 0x801D0000;

    /// <summary>An issuer's was revoked.</summary>
    public const uint BadCertificateIssuerRevoked = 0x801E0000;

    /// <summary>An issuer's certificate is missing.</summary>
    public const uint BadCertificateChainIncomplete = 0x810D0000;

    /// <summary>Key or signature are weaker than the policy asks for.</summary>
    public const uint BadCertificatePolicyCheckFailed = 0x81140000;
}
