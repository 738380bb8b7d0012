using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OtEdge.SystemTests.OpcUa;

/// <summary>A small authority of two levels, with its revocation lists, as a plant has it.</summary>
internal sealed class PlantAuthority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset Until = DateTimeOffset.UtcNow.AddYears(1);
    private readonly X509Certificate2 root = Authority("plant root", null);
    private readonly X509Certificate2 issuing;

    public PlantAuthority() => issuing = Authority("plant issuing", root);

    /// <summary>Signs a request, and gives the certificate with those of its issuers.</summary>
    public string Sign(string request)
    {
        CertificateRequest asked = CertificateRequest.LoadSigningRequestPem(
            request, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = Create(asked, issuing);
        return string.Join('\n', made.ExportCertificatePem(), issuing.ExportCertificatePem(), root.ExportCertificatePem());
    }

    /// <summary>Has a PKI directory of node-opcua trust all that the authority has issued, and nobody else.</summary>
    public void TrustIn(string pki)
    {
        foreach ((string place, X509Certificate2 authority, string name) in new[] { ("trusted", issuing, "issuing"), ("issuers", issuing, "issuing"), ("issuers", root, "root") })
        {
            Write(Path.Combine(pki, place, "certs", name + ".pem"), authority.ExportCertificatePem());
            Write(Path.Combine(pki, place, "crl", name + ".crl"), PemEncoding.WriteString("X509 CRL", Revoked(authority)));
        }
    }

    /// <summary>Writes the certificate of a user and its key beside it.</summary>
    /// <returns>Certificate, key, and thumbprint.</returns>
    public static (string Certificate, string Key, string Thumbprint) MakeUser(string folder, string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        using X509Certificate2 made = request.CreateSelfSigned(From, Until);
        (string certificate, string keyFile) = (Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + ".key"));
        Write(certificate, made.ExportCertificatePem());
        Write(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificate, keyFile, made.Thumbprint);
    }

    public void Dispose()
    {
        root.Dispose();
        issuing.Dispose();
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text + "\n");
    }

    private static byte[] Revoked(X509Certificate2 authority) => new CertificateRevocationListBuilder().Build(
        authority.SubjectName,
        X509SignatureGenerator.CreateForRSA(authority.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1),
        crlNumber: 1,
        nextUpdate: Until,
        hashAlgorithm: HashAlgorithmName.SHA256,
        authorityKeyIdentifier: X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
            authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().First()),
        thisUpdate: From);

    private static X509Certificate2 Create(CertificateRequest request, X509Certificate2 issuer)
    {
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
            issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().First()));
        return request.Create(
            issuer.SubjectName,
            X509SignatureGenerator.CreateForRSA(issuer.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1),
            From,
            Until.AddDays(-1),
            RandomNumberGenerator.GetBytes(8));
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return issuer is null ? request.CreateSelfSigned(From, Until) : Create(request, issuer).CopyWithPrivateKey(key);
    }
}
