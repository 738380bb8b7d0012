namespace OtEdge.OpcUa.Certificates;

/// <summary>What can be wrong with a certificate, in the order in which it is looked at (OPC UA Part 4, 6.1.3, table 100).</summary>
public enum CertificateFlawKind
{
    /// <summary>Its key is none that a channel can use.</summary>
    Key = 0,

    /// <summary>An issuer's certificate is missing.</summary>
    ChainIncomplete,

    /// <summary>Its issuer has not signed it.</summary>
    Signature,

    /// <summary>Its key is too short or too long, or it is signed with a weak algorithm.</summary>
    Policy,

    /// <summary>Neither it nor an issuer of it is trusted.</summary>
    Untrusted,

    /// <summary>It is not good yet or no more.</summary>
    Time,

    /// <summary>An issuer's is not good yet or no more.</summary>
    IssuerTime,

    /// <summary>It does not name the host that was dialled.</summary>
    HostName,

    /// <summary>It does not name the application.</summary>
    Uri,

    /// <summary>It is not made for this use.</summary>
    Use,

    /// <summary>An issuer's is not made to issue.</summary>
    IssuerUse,

    /// <summary>There is no good list of revoked ones from its issuer.</summary>
    RevocationUnknown,

    /// <summary>There is no good list of revoked ones from the issuer of an issuer.</summary>
    IssuerRevocationUnknown,

    /// <summary>Its issuer has revoked it.</summary>
    Revoked,

    /// <summary>An issuer's was revoked.</summary>
    IssuerRevoked,
}
