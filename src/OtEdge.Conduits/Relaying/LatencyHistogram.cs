using System.Numerics;

namespace OtEdge.Conduits.Relaying;

/// <summary>
/// How long OtEdge itself held what it passed on, in buckets at most 6 % wide: written by its loop alone, read by any thread without
/// tearing.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 4;
    private const int SubBuckets = 1 << SubBits;

    // Up to 2^36 ns (69 s); what is longer counts as that.
    private const int Buckets = (36 - SubBits + 1) * SubBuckets;
    private const double NanosecondsPerMicrosecond = 1000;
    private readonly long[] counts = new long[Buckets];

    /// <summary>Counts one passage.</summary>
    /// <param name="nanoseconds">How long it took; negative counts as 0.</param>
    public void Add(long nanoseconds)
    {
        ref long count = ref counts[Math.Min(BucketOf((ulong)Math.Max(nanoseconds, 0)), Buckets - 1)];
        Volatile.Write(ref count, count + 1);
    }

    /// <summary>What was counted so far.</summary>
    public AddedLatency Read()
    {
        var seen = new long[Buckets];
        long total = 0;
        for (int i = 0; i < seen.Length; i++)
        {
            seen[i] = Volatile.Read(ref counts[i]);
            total += seen[i];
        }

        return new AddedLatency
        {
            Passages = total,
            P50Microseconds = Quantile(seen, total, 0.5),
            P99Microseconds = Quantile(seen, total, 0.99),
            P999Microseconds = Quantile(seen, total, 0.999),
        };
    }

    /// <summary>What was counted so far, bucket by bucket; empty ones are left out.</summary>
    public IReadOnlyList<LatencyCount> Counts()
    {
        var seen = new List<LatencyCount>();
        for (int i = 0; i < Buckets; i++)
        {
            if (Volatile.Read(ref counts[i]) is > 0 and var count)
            {
                seen.Add(new LatencyCount(EndOf(i), count));
            }
        }

        return seen;
    }

    private static double Quantile(long[] seen, long total, double quantile)
    {
        long rank = (long)Math.Ceiling(quantile * total);
        long sum = 0;
        for (int i = 0; i < seen.Length && total > 0; i++)
        {
            sum += seen[i];
            if (sum >= rank)
            {
                return EndOf(i) / NanosecondsPerMicrosecond;
            }
        }

        return 0;
    }

    // Each power of two is cut into equal parts; below the first that can be cut, a bucket is a nanosecond.
    private static int BucketOf(ulong nanoseconds)
    {
        int shift = Math.Max(0, BitOperations.Log2(nanoseconds | 1) - SubBits);
        return (shift * SubBuckets) + (int)Math.Min(nanoseconds >> shift, (2 * SubBuckets) - 1);
    }

    private static long EndOf(int bucket)
    {
        int shift = Math.Max(0, (bucket / SubBuckets) - 1);
        return ((long)(bucket - (shift * SubBuckets) + 1) << shift) - 1;
    }
}
