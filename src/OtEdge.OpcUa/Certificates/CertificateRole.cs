namespace OtEdge.OpcUa.Certificates;

/// <summary>Which side the holder of a certificate is on.</summary>
public enum CertificateRole
{
    /// <summary>It connects.</summary>
    Client,

    /// <summary>It is connected to.</summary>
    Server,
}
