using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.OpcUa.Certificates;

namespace OtEdge.Host.Certificates;

/// <summary>The certificates of terminating conduits in the PKI directory: NAME for clients, NAME-client for the device.</summary>
/// <param name="store">The directory.</param>
/// <param name="settingsDirectory">Where files of passwords lie, unless their paths are absolute.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of certificates that are made.</param>
internal sealed partial class ConduitCertificates(CertificateStore store, string settingsDirectory, TimeProvider time, ILogger logger) : IConduitCertificates
{
    private const int SerialBytes = 16;
    private const int KeyBits = 2048;
    private const int PasswordBytesMax = 4096;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(5 * 365);
    private readonly Lock gate = new();

    /// <summary>What a conduit's certificate is called.</summary>
    public static string NameOf(string conduit, CertificateRole role) =>
        role == CertificateRole.Server ? conduit.ToLowerInvariant() : $"{conduit.ToLowerInvariant()}-client";

    /// <inheritdoc/>
    public OwnCertificate? Find(string conduit, CertificateRole role) => store.Own(NameOf(conduit, role));

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
    public TrustList TrustOfUsers() => store.TrustOfUsers();

    /// <inheritdoc/>
    public OwnCertificate? FindUser(string name) => store.Own(name);

    /// <inheritdoc/>
    public byte[] ReadPassword(string file)
    {
        string path = Path.Combine(settingsDirectory, file);
        try
        {
            var found = new FileInfo(path);
            if (found is { Exists: true, Length: > PasswordBytesMax })
            {
                throw new IOException($"{path} is too long for a password: expected {PasswordBytesMax} bytes at most");
            }

            byte[] bytes = File.ReadAllBytes(path);
            byte[] password = bytes.AsSpan().TrimEnd("\r\n"u8).ToArray();
            CryptographicOperations.ZeroMemory(bytes);
            return password;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new IOException($"the password file {path} cannot be read; put it there, and let only the gateway's user read it", fault);
        }
    }

    /// <inheritdoc/>
    public void TurnAway(Certificate certificate)
    {
        lock (gate)
        {
            store.TurnAway(certificate);
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
