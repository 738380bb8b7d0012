namespace OtEdge.Core.Policy.Compiled;

/// <summary>A set of unit identifiers 0 to 255, one bit each; equal sets are equal values.</summary>
internal readonly record struct UnitSet(UInt128 Low, UInt128 High)
{
    /// <summary>Number of unit identifiers that exist.</summary>
    public const int UnitCount = 256;

    /// <summary>Every unit.</summary>
    public static UnitSet All { get; } = new(UInt128.MaxValue, UInt128.MaxValue);

    /// <summary>The units in these ranges; no range at all means every unit.</summary>
    public static UnitSet Of(IReadOnlyList<AddressRange> ranges)
    {
        if (ranges.Count == 0)
        {
            return All;
        }

        UInt128 low = 0, high = 0;
        foreach (AddressRange range in ranges)
        {
            for (int unit = range.First; unit <= range.Last; unit++)
            {
                if (unit < 128)
                {
                    low |= UInt128.One << unit;
                }
                else
                {
                    high |= UInt128.One << (unit - 128);
                }
            }
        }

        return new UnitSet(low, high);
    }

    /// <summary>True when the unit is in the set.</summary>
    public bool Contains(int unit) =>
        unit < 128 ? (Low & (UInt128.One << unit)) != 0 : (High & (UInt128.One << (unit - 128))) != 0;

    /// <summary>The units of both sets.</summary>
    public UnitSet Union(UnitSet other) => new(Low | other.Low, High | other.High);
}
