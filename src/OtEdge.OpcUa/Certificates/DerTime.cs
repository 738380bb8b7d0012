using System.Formats.Asn1;

namespace OtEdge.OpcUa.Certificates;

/// <summary>Reads a moment in either of the two forms that certificates use (RFC 5280, 4.1.2.5).</summary>
internal static class DerTime
{
    private const int TwoDigitYearMax = 2049;

    public static DateTimeOffset Read(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime)
            ? reader.ReadUtcTime(TwoDigitYearMax)
            : reader.ReadGeneralizedTime();
}
