using OtEdge.Host.Hosting;
using Xunit;

namespace OtEdge.Tests.Hosting;

public sealed class SharedTicksTests
{
    [Theory]
    [InlineData(1000, 0, 0)]
    [InlineData(1000, 1, 999)]
    [InlineData(1000, 999, 1)]
    [InlineData(5000, 1300, 700)]
    [InlineData(250, 1300, 200)]
    [InlineData(60_000, 123_456, 544)]
    public void Timers_of_one_period_wait_for_the_same_step(int periodMilliseconds, long now, int wait) =>
        Assert.Equal(TimeSpan.FromMilliseconds(wait), SharedTicks.WaitFor(now, TimeSpan.FromMilliseconds(periodMilliseconds)));

    [Fact]
    public async Task A_periodic_timer_ticks_and_a_delay_ends()
    {
        var time = new SharedTicks();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), time);
        Assert.True(await timer.WaitForNextTickAsync(patience.Token));
        Assert.True(await timer.WaitForNextTickAsync(patience.Token));
        await Task.Delay(TimeSpan.FromMilliseconds(1), time, patience.Token);
    }
}
