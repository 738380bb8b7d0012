using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OtEdge.OpcUa.Certificates;

/// <summary>Makes application instance certificates (OPC UA Part 6, 6.2.2) and requests for them.</summary>
public static class CertificateMaker
{
    private const int SerialBytes = 16;
    private static readonly Oid ForServers = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ForClients = new("1.3.6.1.5.5.7.3.2");

    /// <summary>Makes a certificate that signs itself.</summary>
    /// <param name="subject">Whom it names.</param>
    /// <param name="key">Its key: RSA of 2048 to 4096 bits. The certificate takes it over.</param>
    /// <param name="serial">Random bytes, 16: no two certificates may share them.</param>
    /// <param name="notBefore">From when it is good.</param>
    /// <param name="notAfter">Until when it is good.</param>
    public static OwnCertificate MakeSelfSigned(
        CertificateSubject subject, RSA key, ReadOnlySpan<byte> serial, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(serial.Length, SerialBytes);
        var request = RequestOf(subject, key);
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(new X509SubjectKeyIdentifierExtension(request.PublicKey, false)));

        // A serial number is positive, and DER has no leading zeros.
        byte[] positive = serial.ToArray();
        positive[0] = (byte)((positive[0] & 0x3F) | 0x40);
        using var made = request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), notBefore, notAfter, positive);
        return new OwnCertificate(Certificate.Read(made.RawData)!, key);
    }

    /// <summary>Makes a request that an authority can sign (PKCS#10, DER).</summary>
    public static byte[] MakeRequest(CertificateSubject subject, RSA key) => RequestOf(subject, key).CreateSigningRequest();

    private static CertificateRequest RequestOf(CertificateSubject subject, RSA key)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(subject.CommonName);
        name.AddOrganizationName(subject.Organization);
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri(subject.ApplicationUri));
        foreach (string host in subject.Hosts)
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        // Part 6, table 36: all four usages, and keyCertSign besides when it signs itself, so that strict peers accept it as root.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation | X509KeyUsageFlags.KeyEncipherment
            | X509KeyUsageFlags.DataEncipherment | X509KeyUsageFlags.KeyCertSign,
            critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([ForServers, ForClients], critical: false));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }
}
