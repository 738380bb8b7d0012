namespace OtEdge.Core.Policy.Suggesting;

/// <summary>Widens a band of seen values by a margin, outwards to round numbers.</summary>
internal static class BandMargin
{
    /// <summary>Share of the seen span that is added on each side.</summary>
    public const double Share = 0.1;

    // Doubles have 15 to 17 digits; beyond this, rounding to round numbers would round wrongly.
    private const double RoundableMax = 1e14;
    private const int DigitsOfOneValue = 4;

    /// <summary>The widened band, within what the type can hold.</summary>
    /// <param name="seen">What was seen; bounded.</param>
    /// <param name="layout">How the value is written.</param>
    public static ValueBand Widen(ValueBand seen, ValueLayout layout)
    {
        bool isWhole = !IsFloat(layout.Type) && layout is { Scale: 1, Offset: 0 };
        ValueBand wide = Outwards(seen, isWhole);
        (double low, double high) = layout.Reach();
        // What was never negative does not become so by a margin.
        double floor = seen.Min >= 0 ? Math.Max(0, low) : low;
        return new ValueBand(
            Math.Min(seen.Min, Math.Max(wide.Min, floor)),
            Math.Max(seen.Max, Math.Min(wide.Max, high)));
    }

    /// <summary>True when a band is all that a type can hold, so that a limit would say nothing.</summary>
    public static bool IsEverything(ValueBand band, ValueLayout layout)
    {
        (double low, double high) = layout.Reach();
        return band.Min <= low && band.Max >= high;
    }

    private static ValueBand Outwards(ValueBand seen, bool isWhole)
    {
        double size = Math.Max(Math.Abs(seen.Min), Math.Abs(seen.Max));
        if (size > RoundableMax)
        {
            double wide = seen.Span * Share;
            return new ValueBand(Math.BitDecrement(seen.Min - wide), Math.BitIncrement(seen.Max + wide));
        }

        if (seen.Span == 0)
        {
            // A float is seldom written as exactly the same digits again.
            double grain = Power(size, DigitsOfOneValue - 1);
            return isWhole || size == 0 ? seen : Rounded(seen.Min - grain, seen.Max + grain, grain);
        }

        double margin = seen.Span * Share;
        double unit = Power(seen.Span, 1);
        return Rounded(seen.Min - margin, seen.Max + margin, isWhole ? Math.Max(1, unit) : unit);
    }

    // Ten to the power that leaves so many digits after the first one.
    private static double Power(double size, int digits) => size == 0 ? 1 : Math.Pow(10, Math.Floor(Math.Log10(size)) - digits);

    private static ValueBand Rounded(double min, double max, double unit)
    {
        int decimals = Math.Clamp((int)-Math.Floor(Math.Log10(unit) + 1e-9), 0, 15);
        double low = Math.Round(Math.Floor((min / unit) + 1e-9) * unit, decimals);
        double high = Math.Round(Math.Ceiling((max / unit) - 1e-9) * unit, decimals);
        return new ValueBand(low, high);
    }

    private static bool IsFloat(ProcessValueType type) => type is ProcessValueType.Float32 or ProcessValueType.Float64;
}
