using OtEdge.Core.Staging;
using OtEdge.Host.Guarding;
using OtEdge.Settings.Model;
using Xunit;

namespace OtEdge.Tests.Guarding;

public sealed class MaintenanceCalendarTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimeSpan Room = TimeSpan.FromMinutes(11);

    [Theory]
    [InlineData("2026-05-05T03:59:59Z", false)]
    [InlineData("2026-05-05T04:00:00Z", true)]
    [InlineData("2026-05-05T05:49:00Z", true)]
    [InlineData("2026-05-05T05:49:01Z", false)]
    [InlineData("2026-05-05T06:00:00Z", false)]
    [InlineData("2026-05-06T04:30:00Z", false)]
    [InlineData("2026-12-22T05:00:00Z", true)]
    [InlineData("2026-12-29T05:30:00Z", false)]
    public void A_window_is_open_in_local_time_with_room_for_trial_and_way_back(string moment, bool isOpen)
    {
        var window = new MaintenanceWindow("tuesday", "0 6 * * 2", TimeSpan.FromHours(2), [new DateOnly(2026, 12, 29)]);
        Assert.Equal(isOpen, Look(window, moment).Holds);
    }

    [Fact]
    public void A_window_that_starts_in_the_hour_that_spring_skips_opens_at_its_end_and_keeps_its_length()
    {
        var window = new MaintenanceWindow("night", "30 2 * * *", TimeSpan.FromHours(1), []);
        Assert.False(Look(window, "2026-03-29T00:59:00Z").Holds);
        Assert.True(Look(window, "2026-03-29T01:00:00Z").Holds);
        Assert.True(Look(window, "2026-03-29T01:49:00Z").Holds);
        Assert.False(Look(window, "2026-03-29T02:00:00Z").Holds);
    }

    [Fact]
    public void A_window_in_the_hour_that_autumn_repeats_opens_once()
    {
        var window = new MaintenanceWindow("night", "30 2 * * *", TimeSpan.FromMinutes(30), []);
        Assert.True(Look(window, "2026-10-25T00:30:00Z").Holds);
        Assert.False(Look(window, "2026-10-25T01:00:00Z").Holds);
        Assert.False(Look(window, "2026-10-25T01:30:00Z").Holds);
        Assert.False(Look(window, "2026-10-25T01:45:00Z").Holds);
    }

    [Fact]
    public void A_window_over_midnight_belongs_to_the_day_on_which_it_opens()
    {
        var window = new MaintenanceWindow("night", "0 22 * * *", TimeSpan.FromHours(8), [new DateOnly(2026, 12, 24)]);
        Assert.False(Look(window, "2026-12-25T02:00:00Z").Holds);
        Assert.True(Look(window, "2026-12-24T02:00:00Z").Holds);
        Assert.True(Look(window, "2026-12-26T02:00:00Z").Holds);
    }

    [Fact]
    public void A_closed_window_says_when_it_opens_and_leaves_out_the_days_that_it_does_not()
    {
        var window = new MaintenanceWindow("tuesday", "0 6 * * 2", TimeSpan.FromHours(2), [new DateOnly(2026, 12, 29)]);
        Assert.Equal("window tuesday is closed; it opens Tue 2027-01-05 06:00", Look(window, "2026-12-23T12:00:00Z").Words);
        Assert.Contains("leaves no room for 11 min", Look(window, "2026-05-05T05:55:00Z").Words);
    }

    [Fact]
    public void The_next_opening_is_told_over_both_clock_changes()
    {
        var window = new MaintenanceWindow("night", "30 2 * * *", TimeSpan.FromMinutes(30), []);
        Assert.EndsWith("Sun 2026-03-29 03:00", Look(window, "2026-03-28T23:00:00Z").Words);
        Assert.EndsWith("Sun 2026-10-25 02:30", Look(window, "2026-10-24T23:00:00Z").Words);
        Assert.EndsWith("Mon 2026-10-26 02:30", Look(window, "2026-10-25T01:10:00Z").Words);
    }

    private static Fact Look(MaintenanceWindow window, string moment) =>
        MaintenanceCalendar.Look(window, DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), Berlin, Room);
}
