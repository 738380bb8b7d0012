using OtEdge.Console.Api;
using OtEdge.Core.Traffic;
using OtEdge.Host.Gateway;
using Xunit;

namespace OtEdge.Tests.Gateway;

public sealed class TrendSeriesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_step_holds_what_came_in_it_and_no_more()
    {
        var series = new TrendSeries(TimeSpan.FromSeconds(10), 5);
        for (int second = 0; second <= 20; second++)
        {
            series.Take(Start.AddSeconds(second), Totals(100 + (2 * second), second), () => []);
        }

        Assert.Equal([(20L, 10L), (20L, 10L)], series.Points.Select(point => (point.Requests, point.WouldBeRefused)));
        Assert.Equal([Start.AddSeconds(10), Start.AddSeconds(20)], series.Points.Select(point => point.At));
    }

    [Fact]
    public void Only_the_last_steps_are_kept()
    {
        var series = new TrendSeries(TimeSpan.FromSeconds(1), 3);
        for (int second = 0; second < 50; second++)
        {
            series.Take(Start.AddSeconds(second), Totals(second, 0), () => []);
        }

        Assert.Equal([Start.AddSeconds(47), Start.AddSeconds(48), Start.AddSeconds(49)], series.Points.Select(point => point.At));
    }

    [Fact]
    public void Latency_is_that_of_the_step_and_not_of_all_time()
    {
        var series = new TrendSeries(TimeSpan.FromSeconds(1), 5);
        series.Take(Start, Totals(0, 0), () => [new(9_000_000, 1000)]);
        series.Take(Start.AddSeconds(1), Totals(10, 0), () => [new(50_000, 100), new(9_000_000, 1000)]);
        series.Take(Start.AddSeconds(2), Totals(10, 0), () => [new(50_000, 100), new(9_000_000, 1000)]);

        Assert.Equal([50.0, null], series.Points.Select(point => point.AddedLatencyP99Us));
    }

    [Fact]
    public void A_conduit_that_was_opened_again_starts_from_nothing()
    {
        var series = new TrendSeries(TimeSpan.FromSeconds(1), 5);
        series.Take(Start, Totals(500, 5), () => [new(9_000_000, 1000)]);
        series.Take(Start.AddSeconds(1), Totals(500, 5), () => [new(20_000, 10)]);

        TrendPointView point = Assert.Single(series.Points);
        Assert.Equal((0L, 0L, 20.0), (point.Requests, point.WouldBeRefused, point.AddedLatencyP99Us));
    }

    [Fact]
    public void A_clock_that_is_set_back_or_forth_holds_nothing_up()
    {
        var series = new TrendSeries(TimeSpan.FromSeconds(10), 5);
        series.Take(Start, Totals(0, 0), () => []);
        series.Take(Start.AddHours(5), Totals(1, 0), () => []);
        series.Take(Start.AddHours(5).AddSeconds(10), Totals(2, 0), () => []);

        Assert.Equal([1L, 1L], series.Points.Select(point => point.Requests));
        for (int second = 0; second < 30; second++)
        {
            series.Take(Start.AddSeconds(second), Totals(3, 0), () => []);
        }

        Assert.True(series.Points.Count > 2, "no step ended after the clock went back");
    }

    private static TrafficTotals Totals(long requests, long wouldBe) => new() { Requests = requests, WouldBeRefused = wouldBe };
}
