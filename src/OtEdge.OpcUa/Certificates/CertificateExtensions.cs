using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace OtEdge.OpcUa.Certificates;

/// <summary>What a certificate says of its holder beyond name and key (RFC 5280, 4.2.1).</summary>
public sealed class CertificateExtensions
{
    private const string SubjectAlternativeName = "2.5.29.17";
    private const string BasicConstraints = "2.5.29.19";
    private const string KeyUsage = "2.5.29.15";
    private const string ExtendedKeyUsage = "2.5.29.37";
    private const int NamesMax = 256;

    private readonly List<string> uris = [];
    private readonly List<string> dnsNames = [];
    private readonly List<IPAddress> addresses = [];
    private readonly List<string> purposes = [];

    private CertificateExtensions()
    {
    }

    /// <summary>A certificate without extensions.</summary>
    public static CertificateExtensions None { get; } = new();

    /// <summary>URIs; the first is the application's.</summary>
    public IReadOnlyList<string> Uris => uris;

    /// <summary>Host names.</summary>
    public IReadOnlyList<string> DnsNames => dnsNames;

    /// <summary>IP addresses.</summary>
    public IReadOnlyList<IPAddress> Addresses => addresses;

    /// <summary>Object identifiers of what the key is for; empty: anything.</summary>
    public IReadOnlyList<string> Purposes => purposes;

    /// <summary>What the key may do; null: anything.</summary>
    public X509KeyUsageFlags? Usage { get; private set; }

    /// <summary>True when it may issue others.</summary>
    public bool IsAuthority { get; private set; }

    /// <summary>How many authorities may stand between it and an application; null: any number.</summary>
    public int? PathLengthMax { get; private set; }

    /// <summary>True when something critical is said that is not understood.</summary>
    public bool HasUnknownCritical { get; private set; }

    internal static CertificateExtensions Read(AsnReader sequence)
    {
        var found = new CertificateExtensions();
        while (sequence.HasData)
        {
            var extension = sequence.ReadSequence();
            string oid = extension.ReadObjectIdentifier();
            bool isCritical = extension.PeekTag() == Asn1Tag.Boolean && extension.ReadBoolean();
            found.Take(oid, isCritical, new AsnReader(extension.ReadOctetString(), AsnEncodingRules.DER));
        }

        return found;
    }

    private void Take(string oid, bool isCritical, AsnReader value)
    {
        switch (oid)
        {
            case SubjectAlternativeName:
                TakeNames(value.ReadSequence());
                break;
            case BasicConstraints:
                TakeConstraints(value.ReadSequence());
                break;
            case KeyUsage:
                Usage = UsageOf(value.ReadBitString(out _));
                break;
            case ExtendedKeyUsage:
                var list = value.ReadSequence();
                while (list.HasData && purposes.Count < NamesMax)
                {
                    purposes.Add(list.ReadObjectIdentifier());
                }

                break;
            default:
                HasUnknownCritical |= isCritical;
                break;
        }
    }

    private void TakeConstraints(AsnReader constraints)
    {
        IsAuthority = constraints.HasData && constraints.PeekTag() == Asn1Tag.Boolean && constraints.ReadBoolean();
        if (constraints.HasData)
        {
            PathLengthMax = (int)constraints.ReadInteger();
        }
    }

    private static X509KeyUsageFlags UsageOf(byte[] bits) =>
        (X509KeyUsageFlags)((bits.Length > 0 ? bits[0] : 0) | (bits.Length > 1 ? bits[1] << 8 : 0));

    private void TakeNames(AsnReader names)
    {
        const int Dns = 2;
        const int Uri = 6;
        const int Address = 7;
        for (int i = 0; names.HasData && i < NamesMax; i++)
        {
            var tag = names.PeekTag();
            switch (tag.TagClass == TagClass.ContextSpecific ? tag.TagValue : -1)
            {
                case Dns:
                    dnsNames.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                    break;
                case Uri:
                    uris.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                    break;
                case Address when names.ReadOctetString(tag) is { Length: 4 or 16 } bytes:
                    addresses.Add(new IPAddress(bytes));
                    break;
                case Address:
                    break;
                default:
                    names.ReadEncodedValue();
                    break;
            }
        }
    }
}
