using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OtEdge.OpcUa.Certificates;
using OtEdge.Tests.OpcUa.SecureChannel;

namespace OtEdge.Tests.OpcUa.Certificates;

/// <summary>An authority that issues and revokes certificates.</summary>
internal sealed class TestAuthority
{
    private readonly X509Certificate2 own;
    private int lastSerial = 100;

    public TestAuthority(string name, bool isAuthority = true)
    {
        var request = new CertificateRequest($"CN={name}", RSA.Create(2048), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        own = request.CreateSelfSigned(TestCertificates.Now.AddYears(-1), TestCertificates.Now.AddYears(10));
        Certificate = Certificate.Read(own.RawData)!;
    }

    public Certificate Certificate { get; }

    public Certificate Issue(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.Create(
            own.SubjectName,
            X509SignatureGenerator.CreateForRSA(own.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1),
            TestCertificates.Now.AddDays(-1),
            TestCertificates.Now.AddYears(1),
            [(byte)++lastSerial]);
        return Certificate.Read(made.RawData)!;
    }

    public RevocationList Revoke(params Certificate[] certificates) => RevocationList.Read(RevokeBytes(certificates))!;

    public byte[] RevokeBytes(params Certificate[] certificates)
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var certificate in certificates)
        {
            builder.AddEntry(certificate.Serial.Span, TestCertificates.Now.AddDays(-1));
        }

        return builder.Build(
            own.SubjectName,
            X509SignatureGenerator.CreateForRSA(own.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1),
            crlNumber: 1,
            nextUpdate: TestCertificates.Now.AddDays(30),
            hashAlgorithm: HashAlgorithmName.SHA256,
            authorityKeyIdentifier: X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
                (X509SubjectKeyIdentifierExtension)own.Extensions["2.5.29.14"]!),
            thisUpdate: TestCertificates.Now.AddDays(-1));
    }
}
