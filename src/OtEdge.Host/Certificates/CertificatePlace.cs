namespace OtEdge.Host.Certificates;

/// <summary>Where a certificate lies in the PKI directory.</summary>
internal enum CertificatePlace
{
    /// <summary>OtEdge presents it.</summary>
    Own,

    /// <summary>A peer or an authority that is trusted.</summary>
    Trusted,

    /// <summary>An authority that only completes a chain.</summary>
    Issuers,

    /// <summary>A peer that was turned away.</summary>
    Rejected,
}
