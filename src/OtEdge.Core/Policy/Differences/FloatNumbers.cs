using OtEdge.Core.Policy.Compiled;

namespace OtEdge.Core.Policy.Differences;

/// <summary>Numbers the finite floats of a type in their order: 0 is plus zero, -1 minus zero.</summary>
internal static class FloatNumbers
{
    /// <summary>The numbers of the smallest and of the largest finite float.</summary>
    public static (Int128 Lowest, Int128 Highest) Span(ProcessValueType type)
    {
        Int128 largest = type == ProcessValueType.Float32
            ? BitConverter.SingleToUInt32Bits(float.MaxValue)
            : BitConverter.DoubleToUInt64Bits(double.MaxValue);
        return (-largest - 1, largest);
    }

    /// <summary>The bits of the float with that number.</summary>
    public static ulong Bits(Int128 number, ProcessValueType type)
    {
        ulong sign = type == ProcessValueType.Float32 ? 1UL << 31 : 1UL << 63;
        return number < 0 ? (ulong)(-number - 1) | sign : (ulong)number;
    }

    /// <summary>The first and last number whose engineering value passes a limit; scaling keeps or reverses the order.</summary>
    public static (Int128 First, Int128 Last) Passing(ValueLimit limit)
    {
        ValueLayout layout = limit.Layout;
        double min = limit.Min ?? -double.MaxValue, max = limit.Max ?? double.MaxValue;
        return layout.Scale > 0
            ? (FirstThat(value => value >= min, layout), FirstThat(value => value > max, layout) - 1)
            : (FirstThat(value => value <= max, layout), FirstThat(value => value < min, layout) - 1);
    }

    // The engineering value by the same arithmetic that judges it.
    private static double Value(Int128 number, ValueLayout layout) =>
        (RawValue.ToDouble(Bits(number, layout.Type), layout.Type) * layout.Scale) + layout.Offset;

    private static Int128 FirstThat(Func<double, bool> holds, ValueLayout layout)
    {
        (Int128 low, Int128 high) = Span(layout.Type);
        high++;
        while (low < high)
        {
            Int128 middle = low + ((high - low - 1) / 2);
            if (holds(Value(middle, layout)))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
