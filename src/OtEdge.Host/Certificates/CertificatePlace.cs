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

    /// <summary>A user, or an authority whose users are trusted; trusted as a user only, never as an application.</summary>
    Users,

    /// <summary>A peer or user that was turned away.</summary>
    Rejected,
}
