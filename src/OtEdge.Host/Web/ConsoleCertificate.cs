using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OtEdge.Console.Accounts;

namespace OtEdge.Host.Web;

/// <summary>The console's own certificate: made at first start, kept in the state directory, made anew before it expires.</summary>
internal static class ConsoleCertificate
{
    /// <summary>Name of the file with certificate and key (PEM), private to the service's user.</summary>
    public const string FileName = "console.pem";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(825);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    /// <summary>The certificate, made where there is none that fits.</summary>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static X509Certificate2 Take(string stateDirectory, TimeProvider time)
    {
        string path = Path.Combine(stateDirectory, FileName);
        if (File.Exists(path) && Read(path) is { } kept)
        {
            if (kept.NotAfter.ToUniversalTime() > time.GetUtcNow().UtcDateTime + RenewBefore)
            {
                return kept;
            }

            kept.Dispose();
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = Make(key, time.GetUtcNow());
        PrivateFile.Write(path, $"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return Read(path) ?? throw new IOException($"The console's certificate in {path} cannot be read; remove the file and start again.");
    }

    /// <summary>The SHA-256 fingerprint that browsers show, in pairs.</summary>
    public static string FingerprintOf(X509Certificate2 certificate) =>
        string.Join(':', Convert.ToHexString(certificate.GetCertHash(HashAlgorithmName.SHA256)).Chunk(2).Select(pair => new string(pair)));

    private static X509Certificate2? Read(string path)
    {
        try
        {
            // TLS on Windows wants a key that its store knows, which a round through PKCS#12 gives.
            using var read = X509Certificate2.CreateFromPemFile(path);
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static X509Certificate2 Make(ECDsa key, DateTimeOffset now)
    {
        string host = Dns.GetHostName();
        var request = new CertificateRequest($"CN=OtEdge console {host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        return request.CreateSelfSigned(now - TimeSpan.FromDays(1), now + Lifetime);
    }
}
