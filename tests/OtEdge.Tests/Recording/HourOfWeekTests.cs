using OtEdge.Core.Traffic;
using OtEdge.Host.Recording;
using Xunit;

namespace OtEdge.Tests.Recording;

public sealed class HourOfWeekTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimeZoneInfo Kathmandu = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");

    [Fact]
    public void Monday_midnight_in_the_plant_is_the_first_hour_and_sunday_night_the_last()
    {
        var hours = new HourOfWeek();
        Assert.Equal(0, hours.Of(new DateTimeOffset(2026, 1, 4, 23, 0, 0, TimeSpan.Zero), Berlin));
        Assert.Equal(167, hours.Of(new DateTimeOffset(2026, 1, 4, 22, 59, 59, TimeSpan.Zero), Berlin));
        Assert.Equal(166, hours.Of(new DateTimeOffset(2026, 1, 4, 22, 59, 59, TimeSpan.Zero), TimeZoneInfo.Utc));
        Assert.Equal(1, hours.Of(new DateTimeOffset(2026, 1, 4, 19, 15, 0, TimeSpan.Zero), Kathmandu));
        Assert.Equal(0, hours.Of(new DateTimeOffset(2026, 1, 4, 19, 14, 59, TimeSpan.Zero), Kathmandu));
    }

    [Fact]
    public void When_summer_time_begins_an_hour_is_skipped_and_when_it_ends_one_counts_twice()
    {
        using var bench = new RecordingBench(zone: Berlin);
        int sunday = 6 * 24;
        for (int hour = 0; hour < 4; hour++)
        {
            bench.Read(new DateTimeOffset(2026, 3, 29, hour, 30, 0, TimeSpan.Zero), RecordingBench.Reads(0));
            bench.Read(new DateTimeOffset(2026, 10, 25, hour, 30, 0, TimeSpan.Zero), RecordingBench.Reads(1));
        }

        IReadOnlyList<Flow> flows = bench.Flows();
        Assert.Equal([0, 1, 0, 1, 1, 1, 0], flows[0].HoursOfWeek.Skip(sunday).Take(7));
        Assert.Equal([0, 0, 2, 1, 1, 0, 0], flows[1].HoursOfWeek.Skip(sunday).Take(7));
    }
}
