using System.Formats.Asn1;
using System.Security.Cryptography;

namespace OtEdge.OpcUa.Certificates;

/// <summary>A list of certificates that their issuer has revoked (RFC 5280, 5.1).</summary>
public sealed class RevocationList
{
    private const int EntriesMax = 100_000;
    private readonly HashSet<string> serials = [];

    private RevocationList(SignedStructure signed) => Signed = signed;

    /// <summary>Whose list it is, as DER.</summary>
    public ReadOnlyMemory<byte> Issuer { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>When a newer one was promised; null: never.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>How many certificates it names.</summary>
    public int Count => serials.Count;

    internal SignedStructure Signed { get; }

    /// <summary>Reads a list; null when it is none.</summary>
    public static RevocationList? Read(ReadOnlySpan<byte> der)
    {
        byte[] kept = der.ToArray();
        try
        {
            var list = new RevocationList(SignedStructure.Read(kept));
            list.Take(new AsnReader(list.Signed.Signed, AsnEncodingRules.DER).ReadSequence());
            return list;
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>True when the list names the certificate, whose issuer it must be.</summary>
    public bool Names(Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return serials.Contains(Convert.ToHexString(certificate.Serial.Span));
    }

    private void Take(AsnReader body)
    {
        if (body.PeekTag() == Asn1Tag.Integer)
        {
            body.ReadIntegerBytes();
        }

        body.ReadSequence();
        Issuer = body.ReadEncodedValue();
        MadeAt = DerTime.Read(body);
        if (body.HasData && body.PeekTag().TagClass == TagClass.Universal
            && body.PeekTag().TagValue is (int)UniversalTagNumber.UtcTime or (int)UniversalTagNumber.GeneralizedTime)
        {
            NextAt = DerTime.Read(body);
        }

        if (!body.HasData || body.PeekTag() != Asn1Tag.Sequence)
        {
            return;
        }

        var entries = body.ReadSequence();
        while (entries.HasData)
        {
            if (serials.Count >= EntriesMax)
            {
                throw new AsnContentException($"a revocation list names more than {EntriesMax} certificates");
            }

            serials.Add(Convert.ToHexString(entries.ReadSequence().ReadIntegerBytes().Span));
        }
    }
}
