using OtEdge.OpcUa.Certificates;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>
/// The certificates of conduits that terminate secure channels. Its calls may take long: they come from <see cref="KeyWorker"/>, from
/// whoever opens a conduit or reads a device on OtEdge's own account, never from a loop. Thread-safe.
/// </summary>
public interface IConduitCertificates
{
    /// <summary>The certificate that a conduit presents; null: none was made yet.</summary>
    /// <param name="conduit">Name of the conduit.</param>
    /// <param name="role">To whom: as a server to clients, or as a client to the device.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    OwnCertificate? Find(string conduit, CertificateRole role);

    /// <summary>Makes and keeps a certificate for a conduit that has none; the one it has, when somebody was quicker.</summary>
    /// <param name="conduit">Name of the conduit.</param>
    /// <param name="role">To whom it is presented.</param>
    /// <param name="subject">Whom it names.</param>
    /// <exception cref="IOException">It cannot be kept.</exception>
    OwnCertificate Make(string conduit, CertificateRole role, CertificateSubject subject);

    /// <summary>Whom OtEdge trusts now.</summary>
    TrustList Trust();

    /// <summary>Whom OtEdge trusts now as users.</summary>
    TrustList TrustOfUsers();

    /// <summary>An own certificate by which OtEdge is a user to devices; null: there is none of that name with its key. The caller disposes of it.</summary>
    /// <param name="name">What it is called.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    OwnCertificate? FindUser(string name);

    /// <summary>A password by which OtEdge is a user to devices; the caller wipes it.</summary>
    /// <param name="file">The file, relative to the settings or absolute.</param>
    /// <exception cref="IOException">It cannot be read; the message says what to do, and nothing of what is in it.</exception>
    byte[] ReadPassword(string file);

    /// <summary>Keeps a certificate that is not trusted, so that people can look at it and trust it.</summary>
    void TurnAway(Certificate certificate);
}
