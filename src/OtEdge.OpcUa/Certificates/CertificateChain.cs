using System.Formats.Asn1;

namespace OtEdge.OpcUa.Certificates;

/// <summary>What a peer sends as its certificate: its own, perhaps with those of its issuers behind it (OPC UA Part 6, 6.2.6).</summary>
public sealed class CertificateChain
{
    /// <summary>Most certificates of one chain that are read.</summary>
    public const int CountMax = 10;

    /// <summary>Most bytes of one chain.</summary>
    public const int BytesMax = 64 * 1024;

    private CertificateChain(IReadOnlyList<Certificate> certificates) => Certificates = certificates;

    /// <summary>Its certificates, the peer's own first.</summary>
    public IReadOnlyList<Certificate> Certificates { get; }

    /// <summary>The peer's own.</summary>
    public Certificate Leaf => Certificates[0];

    /// <summary>Reads a chain; null when it is none, or is longer than the limits.</summary>
    public static CertificateChain? Read(ReadOnlySpan<byte> blob)
    {
        if (blob.Length is 0 or > BytesMax)
        {
            return null;
        }

        List<Certificate> found = [];
        while (!blob.IsEmpty)
        {
            if (found.Count == CountMax || LengthOf(blob) is not { } bytes || Certificate.Read(blob[..bytes]) is not { } certificate)
            {
                return null;
            }

            found.Add(certificate);
            blob = blob[bytes..];
        }

        return new CertificateChain(found);
    }

    /// <summary>The issuers of a certificate, next first, as far as they are known; they really have signed what they are to have signed.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="known">Authorities among which they are looked for.</param>
    public static IReadOnlyList<Certificate> IssuersOf(Certificate certificate, IReadOnlyList<Certificate> known)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(known);
        List<Certificate> issuers = [];
        for (var last = certificate; !last.IsSelfIssued && issuers.Count < CountMax - 1; last = issuers[^1])
        {
            var issuer = known.FirstOrDefault(one =>
                one.Subject.Span.SequenceEqual(last.Issuer.Span) && !issuers.Any(one.IsSame) && last.Signed.IsSignedBy(one));
            if (issuer is null)
            {
                break;
            }

            issuers.Add(issuer);
        }

        return issuers;
    }

    private static int? LengthOf(ReadOnlySpan<byte> blob) =>
        AsnDecoder.TryReadEncodedValue(blob, AsnEncodingRules.DER, out _, out _, out _, out int bytes) ? bytes : null;
}
