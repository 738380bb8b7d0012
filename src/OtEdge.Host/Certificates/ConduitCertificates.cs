using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.OpcUa.Certificates;

namespace OtEdge.Host.Certificates;

/// <summary>The certificates of terminating conduits in the PKI directory: NAME for clients, NAME-client for the device.</summary>
/// <param name="store">The directory.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of certificates that are made.</param>
internal sealed partial class ConduitCertificates(CertificateStore store, TimeProvider time, ILogger logger) : IConduitCertificates
{
    private const int SerialBytes = 16;
    private const int KeyBits = 2048;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(5 * 365);
    private readonly Lock gate = new();

    /// <summary>What a conduit's certificate is called.</summary>
    public static string NameOf(string conduit, CertificateRole role) =>
        role == CertificateRole.Server ? conduit.ToLowerInvariant() : $"{conduit.ToLowerInvariant()}-client";

    /// <inheritdoc/>
    public OwnCertificate? Find(string conduit, CertificateRole role)
    {
        string name = NameOf(conduit, role);
        return store.In(CertificatePlace.Own).FirstOrDefault(one => one.Name == name) is { } stored && store.Key(name) is { } key
            ? new OwnCertificate(stored.Certificate, key)
            : null;
    }

    /// <inheritdoc/>
    public OwnCertificate Make(string conduit, CertificateRole role, CertificateSubject subject)
    {
        // Clients' connections and OtEdge's own reading may come here at the same time: both get the one that was made first.
        lock (gate)
        {
            return Find(conduit, role) ?? MakeNew(conduit, role, subject);
        }
    }

    /// <inheritdoc/>
    public TrustList Trust() => store.Trust();

    /// <inheritdoc/>
    public void TurnAway(Certificate certificate)
    {
        lock (gate)
        {
            if (!store.In(CertificatePlace.Rejected).Any(one => one.Certificate.IsSame(certificate)))
            {
                store.Reject(certificate);
            }
        }
    }

    private OwnCertificate MakeNew(string conduit, CertificateRole role, CertificateSubject subject)
    {
        DateTimeOffset now = time.GetUtcNow();
        OwnCertificate made = CertificateMaker.MakeSelfSigned(
            subject, RSA.Create(KeyBits), RandomNumberGenerator.GetBytes(SerialBytes), now.AddHours(-1), now + Lifetime);
        string path = store.Keep(NameOf(conduit, role), made);
        LogMade(logger, conduit, made.Certificate.ThumbprintText, path);
        return made;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Made the certificate {Thumbprint} of conduit {Conduit}: {Path}; its peers must trust it")]
    private static partial void LogMade(ILogger logger, string conduit, string thumbprint, string path);
}
