using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OtEdge.OpcUa.Certificates;

/// <summary>An X.509 certificate, read once and kept (RFC 5280, 4.1): what judging an application needs of it.</summary>
public sealed class Certificate
{
    private Certificate(byte[] der, SignedStructure signed)
    {
        Der = der;
        Signed = signed;
        Thumbprint = ThumbprintOf(der);
    }

    /// <summary>The whole certificate.</summary>
    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>SHA-1 over the whole certificate, 20 bytes: how OPC UA names it.</summary>
    public ReadOnlyMemory<byte> Thumbprint { get; }

    /// <summary>The thumbprint as people write it.</summary>
    public string ThumbprintText => Convert.ToHexString(Thumbprint.Span);

    /// <summary>Whose it is, as DER.</summary>
    public required ReadOnlyMemory<byte> Subject { get; init; }

    /// <summary>Who made it, as DER.</summary>
    public required ReadOnlyMemory<byte> Issuer { get; init; }

    /// <summary>Its serial number, as the issuer's lists of revoked ones name it.</summary>
    public required ReadOnlyMemory<byte> Serial { get; init; }

    /// <summary>From when it is good.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is good.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The public key, as DER.</summary>
    public required ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary>Names, addresses, usages.</summary>
    public required CertificateExtensions Extensions { get; init; }

    /// <summary>Whose it is, for people.</summary>
    public string SubjectName => new X500DistinguishedName(Subject.Span).Name;

    /// <summary>Who made it, for people.</summary>
    public string IssuerName => new X500DistinguishedName(Issuer.Span).Name;

    /// <summary>True when it names itself as its issuer.</summary>
    public bool IsSelfIssued => Subject.Span.SequenceEqual(Issuer.Span);

    /// <summary>What its issuer has signed.</summary>
    internal SignedStructure Signed { get; }

    /// <summary>Reads a certificate.</summary>
    /// <param name="der">The whole certificate and nothing else.</param>
    /// <returns>Null when it is none.</returns>
    public static Certificate? Read(ReadOnlySpan<byte> der)
    {
        byte[] kept = der.ToArray();
        try
        {
            return Read(kept, SignedStructure.Read(kept));
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The public key, when it is RSA; null when it is not. The caller disposes of it.</summary>
    public RSA? OpenRsaKey()
    {
        var key = RSA.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(PublicKey.Span, out _);
            return key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    /// <summary>True when both are the same certificate, byte for byte.</summary>
    public bool IsSame(Certificate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Der.Span.SequenceEqual(other.Der.Span);
    }

    [SuppressMessage("Security", "CA5350", Justification = "OPC UA names certificates by SHA-1; nothing is trusted for it.")]
    private static byte[] ThumbprintOf(byte[] der) => SHA1.HashData(der);

    private static Certificate Read(byte[] der, SignedStructure signed)
    {
        var body = new AsnReader(signed.Signed, AsnEncodingRules.DER).ReadSequence();
        var version = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        if (body.PeekTag() == version)
        {
            body.ReadSequence(version).ReadIntegerBytes();
        }

        var serial = body.ReadIntegerBytes();
        body.ReadSequence();
        var issuer = body.ReadEncodedValue();
        var validity = body.ReadSequence();
        var notBefore = DerTime.Read(validity);
        var notAfter = DerTime.Read(validity);
        var subject = body.ReadEncodedValue();
        var publicKey = body.ReadEncodedValue();
        var extensions = CertificateExtensions.None;
        while (body.HasData)
        {
            var tag = body.PeekTag();
            if (tag == new Asn1Tag(TagClass.ContextSpecific, 3, isConstructed: true))
            {
                extensions = CertificateExtensions.Read(body.ReadSequence(tag).ReadSequence());
            }
            else
            {
                body.ReadEncodedValue();
            }
        }

        return new Certificate(der, signed)
        {
            Subject = subject,
            Issuer = issuer,
            Serial = serial,
            NotBefore = notBefore,
            NotAfter = notAfter,
            PublicKey = publicKey,
            Extensions = extensions,
        };
    }
}
