using System.Numerics;

namespace OtEdge.RelayBenchmark;

/// <summary>Latencies in nanoseconds, in buckets of at most 1.6 % width, from 1 ns to 17 s.</summary>
internal sealed class Histogram
{
    private const int SubBits = 6, SubCount = 1 << SubBits;
    private readonly long[] counts = new long[(35 - SubBits) * SubCount];

    public long Count { get; private set; }

    public long Max { get; private set; }

    public void Add(long nanoseconds)
    {
        long value = Math.Max(nanoseconds, 0);
        counts[Math.Min(Index(value), counts.Length - 1)]++;
        Count++;
        Max = Math.Max(Max, value);
    }

    /// <summary>The value at a quantile, 0 to 1, as the middle of its bucket.</summary>
    public double Quantile(double quantile)
    {
        long wanted = (long)Math.Ceiling(quantile * Count), seen = 0;
        for (int index = 0; index < counts.Length; index++)
        {
            seen += counts[index];
            if (seen >= wanted && seen > 0)
            {
                return Math.Min(Middle(index), Max);
            }
        }

        return Max;
    }

    private static int Index(long value)
    {
        int shift = Math.Max(BitOperations.Log2((ulong)value | 1) - SubBits, 0);
        return (shift * SubCount) + (int)(value >> shift);
    }

    private static double Middle(int index)
    {
        int shift = Math.Max((index / SubCount) - 1, 0);
        long low = (long)(index - (shift * SubCount)) << shift;
        return low + ((1L << shift) / 2.0);
    }
}
