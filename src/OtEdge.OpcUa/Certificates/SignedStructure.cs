using System.Formats.Asn1;
using System.Security.Cryptography;

namespace OtEdge.OpcUa.Certificates;

/// <summary>What certificates and revocation lists are: bytes, an algorithm and a signature (RFC 5280, 4.1.1 and 5.1.1).</summary>
internal sealed class SignedStructure
{
    private const string RsaSha256 = "1.2.840.113549.1.1.11";
    private const string RsaSha384 = "1.2.840.113549.1.1.12";
    private const string RsaSha512 = "1.2.840.113549.1.1.13";
    private const string RsaPss = "1.2.840.113549.1.1.10";
    private const string EcdsaSha256 = "1.2.840.10045.4.3.2";
    private const string EcdsaSha384 = "1.2.840.10045.4.3.3";
    private const string EcdsaSha512 = "1.2.840.10045.4.3.4";
    private const string Sha384 = "2.16.840.1.101.3.4.2.2";
    private const string Sha512 = "2.16.840.1.101.3.4.2.3";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";

    private SignedStructure(ReadOnlyMemory<byte> signed, string algorithm, HashAlgorithmName? hash, byte[] signature)
    {
        Signed = signed;
        Algorithm = algorithm;
        Hash = hash;
        Signature = signature;
    }

    /// <summary>What is signed, as DER.</summary>
    public ReadOnlyMemory<byte> Signed { get; }

    /// <summary>False for SHA-1 and what else is not trusted to sign any more, or not known.</summary>
    public bool IsStrong => Hash is not null;

    private string Algorithm { get; }

    private HashAlgorithmName? Hash { get; }

    private byte[] Signature { get; }

    /// <summary>Reads the outer structure.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static SignedStructure Read(ReadOnlyMemory<byte> der)
    {
        var outside = new AsnReader(der, AsnEncodingRules.DER);
        var reader = outside.ReadSequence();
        outside.ThrowIfNotEmpty();
        var signed = reader.ReadEncodedValue();
        var algorithm = reader.ReadSequence();
        string oid = algorithm.ReadObjectIdentifier();
        byte[] signature = reader.ReadBitString(out _);
        reader.ThrowIfNotEmpty();
        return new SignedStructure(signed, oid, HashOf(oid, algorithm), signature);
    }

    /// <summary>True when the holder of a key has signed it with an algorithm that is still good.</summary>
    public bool IsSignedBy(Certificate issuer)
    {
        if (Hash is not { } hash)
        {
            return false;
        }

        try
        {
            if (Algorithm is EcdsaSha256 or EcdsaSha384 or EcdsaSha512)
            {
                using var curve = ECDsa.Create();
                curve.ImportSubjectPublicKeyInfo(issuer.PublicKey.Span, out _);
                return curve.VerifyData(Signed.Span, Signature, hash, DSASignatureFormat.Rfc3279DerSequence);
            }

            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(issuer.PublicKey.Span, out _);
            return rsa.VerifyData(
                Signed.Span, Signature, hash, Algorithm == RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static HashAlgorithmName? HashOf(string oid, AsnReader algorithm) => oid switch
    {
        RsaSha256 or EcdsaSha256 => HashAlgorithmName.SHA256,
        RsaSha384 or EcdsaSha384 => HashAlgorithmName.SHA384,
        RsaSha512 or EcdsaSha512 => HashAlgorithmName.SHA512,
        RsaPss => HashOfPss(algorithm),
        _ => null,
    };

    // RFC 4055, 3.1: the hash is the first parameter; without it, it is SHA-1.
    private static HashAlgorithmName? HashOfPss(AsnReader algorithm)
    {
        var hashTag = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        var parameters = algorithm.ReadSequence();
        if (!parameters.HasData || parameters.PeekTag() != hashTag)
        {
            return null;
        }

        return parameters.ReadSequence(hashTag).ReadSequence().ReadObjectIdentifier() switch
        {
            Sha256 => HashAlgorithmName.SHA256,
            Sha384 => HashAlgorithmName.SHA384,
            Sha512 => HashAlgorithmName.SHA512,
            _ => null,
        };
    }
}
