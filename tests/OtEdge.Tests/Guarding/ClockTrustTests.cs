using OtEdge.Core.Staging;
using OtEdge.Host.Guarding;
using Xunit;

namespace OtEdge.Tests.Guarding;

public sealed class ClockTrustTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-10 * 365 * 86400)]
    [InlineData(10 * 365 * 86400)]
    [InlineData(6)]
    public void A_step_is_seen_once_and_distrusted_for_a_minute(long seconds)
    {
        var clock = new ClockTrust(At(0));
        Assert.True(clock.Look(At(10), out TimeSpan? none).Holds);
        Assert.Null(none);

        Assert.False(clock.Look(At(11, seconds), out TimeSpan? step).Holds);
        Assert.Equal(TimeSpan.FromSeconds(seconds), step);
        Assert.False(clock.Look(At(70, seconds), out TimeSpan? again).Holds);
        Assert.Null(again);
        Assert.True(clock.Look(At(72, seconds), out _).Holds);
    }

    [Fact]
    public void A_clock_that_is_slewed_is_trusted()
    {
        var clock = new ClockTrust(At(0));
        for (int second = 1; second < 600; second++)
        {
            Assert.True(clock.Look(new Moment(Start.AddSeconds(second * 1.01), TimeSpan.FromSeconds(second).Ticks), out _).Holds);
        }
    }

    private static Moment At(int seconds, long off = 0) => new(Start.AddSeconds(seconds + off), TimeSpan.FromSeconds(seconds).Ticks);
}
