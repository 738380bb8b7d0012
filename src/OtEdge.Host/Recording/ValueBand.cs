using System.Globalization;

namespace OtEdge.Host.Recording;

/// <summary>Bands of written values: each is as wide as all smaller ones together, so that few bands tell the ordinary from the odd.</summary>
internal static class ValueBand
{
    private const double Widest = 18446744073709551616.0; // 2^64

    /// <summary>The band of a value by its whole part: <c>0</c>, <c>1</c>, <c>2-3</c>, <c>64-127</c>, <c>-127 to -64</c>.</summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value))
        {
            return "not a number";
        }

        bool isNegative = value < 0;
        double size = Math.Truncate(Math.Abs(value));
        if (size >= Widest)
        {
            return isNegative ? "-2^64 or less" : "2^64 or more";
        }

        ulong whole = (ulong)size;
        if (whole <= 1)
        {
            return whole == 0 ? "0" : isNegative ? "-1" : "1";
        }

        ulong low = 1UL << (63 - int.CreateChecked(ulong.LeadingZeroCount(whole)));
        ulong high = low + (low - 1);
        return isNegative
            ? string.Create(CultureInfo.InvariantCulture, $"-{high} to -{low}")
            : string.Create(CultureInfo.InvariantCulture, $"{low}-{high}");
    }
}
