using OtEdge.Conduits;
using OtEdge.Conduits.Relaying;
using Xunit;

namespace OtEdge.Tests.Conduits;

/// <summary>Quantiles of what OtEdge adds are right within their bucket's width.</summary>
public sealed class LatencyHistogramTests
{
    private const double WidthMost = 1.0 / 16;

    [Fact]
    public void Nothing_measured_is_zero() => Assert.Equal(default, new LatencyHistogram().Read());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    [InlineData(7_777)]
    [InlineData(1_000_000_007)]
    [InlineData(68_000_000_000)]
    public void One_value_is_told_within_six_percent_and_never_too_low(long nanoseconds)
    {
        var histogram = new LatencyHistogram();

        histogram.Add(nanoseconds);

        double told = Math.Round(histogram.Read().P50Microseconds * 1000);
        Assert.InRange(told, nanoseconds, nanoseconds * (1 + WidthMost));
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(long.MaxValue, 1L << 36)]
    public void What_lies_outside_counts_as_the_nearest(long nanoseconds, long nearest)
    {
        var histogram = new LatencyHistogram();

        histogram.Add(nanoseconds);

        Assert.InRange(Math.Round(histogram.Read().P999Microseconds * 1000), nearest * (1 - WidthMost), nearest);
    }

    [Fact]
    public void Quantiles_are_those_of_the_sorted_values()
    {
        var histogram = new LatencyHistogram();
        long[] values = [.. Enumerable.Range(1, 10_000).Select(n => 100L * n)];
        Random.Shared.Shuffle(values);

        Array.ForEach(values, histogram.Add);

        AddedLatency read = histogram.Read();
        Assert.Equal(10_000, read.Passages);
        Assert.InRange(read.P50Microseconds, 500, 500 * (1 + WidthMost));
        Assert.InRange(read.P99Microseconds, 990, 990 * (1 + WidthMost));
        Assert.InRange(read.P999Microseconds, 999, 999 * (1 + WidthMost));
    }
}
