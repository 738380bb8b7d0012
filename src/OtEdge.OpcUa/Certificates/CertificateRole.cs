namespace OtEdge.OpcUa.Certificates;

/// <summary>What the holder of a certificate is.</summary>
public enum CertificateRole
{
    /// <summary>It connects.</summary>
    Client,

    /// <summary>It is connected to.</summary>
    Server,

    /// <summary>It is a person or a program behind a client, not an application.</summary>
    User,
}
