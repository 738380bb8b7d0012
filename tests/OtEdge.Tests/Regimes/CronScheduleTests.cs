using OtEdge.Core.Traffic.Regimes;
using Xunit;

namespace OtEdge.Tests.Regimes;

public sealed class CronScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("0 22 * * *", "2026-03-10T20:59:00Z", "2026-03-09T21:00:00Z")]
    [InlineData("0 22 * * *", "2026-03-10T21:00:00Z", "2026-03-10T21:00:00Z")]
    [InlineData("*/15 * * * *", "2026-03-10T10:44:59Z", "2026-03-10T10:30:00Z")]
    [InlineData("5/20 8-9 * * *", "2026-03-10T12:00:00Z", "2026-03-10T08:45:00Z")]
    [InlineData("0 6 * * 2", "2026-03-09T12:00:00Z", "2026-03-03T05:00:00Z")]
    [InlineData("0 6 * * sun", "2026-03-09T12:00:00Z", "2026-03-08T05:00:00Z")]
    [InlineData("0 6 * * 7", "2026-03-09T12:00:00Z", "2026-03-08T05:00:00Z")]
    [InlineData("0 6 1 * MON", "2026-03-10T12:00:00Z", "2026-03-09T05:00:00Z")]
    [InlineData("0 6 1 * MON", "2026-04-01T12:00:00Z", "2026-04-01T04:00:00Z")]
    [InlineData("0 0 29 feb *", "2027-01-01T00:00:00Z", "2024-02-28T23:00:00Z")]
    [InlineData("0 0 31 12 *", "2026-06-01T00:00:00Z", "2025-12-30T23:00:00Z")]
    public void The_latest_start_is_found(string cron, string now, string expected)
    {
        Assert.Equal(At(expected), CronSchedule.Parse(cron).LatestStart(At(now), Berlin));
    }

    [Theory]
    // Clocks go from 2:00 to 3:00 on 29 March 2026 (1:00 UTC), and from 3:00 to 2:00 on 25 October 2026 (1:00 UTC).
    [InlineData("30 2 * * *", "2026-03-29T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("30 2 * * *", "2026-10-25T00:40:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("30 2 * * *", "2026-10-25T01:40:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("*/30 * * * *", "2026-10-25T01:10:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("0 6 * * *", "2026-10-25T05:00:00Z", "2026-10-25T05:00:00Z")]
    [InlineData("0 6 * * *", "2026-10-25T04:59:00Z", "2026-10-24T04:00:00Z")]
    public void A_start_the_clock_skips_or_repeats_happens_once(string cron, string now, string expected)
    {
        Assert.Equal(At(expected), CronSchedule.Parse(cron).LatestStart(At(now), Berlin));
    }

    [Fact]
    public void A_run_ends_after_its_elapsed_time_whatever_the_clock_does()
    {
        CronSchedule night = CronSchedule.Parse("0 22 * * *");
        DateTimeOffset start = At("2026-03-28T21:00:00Z");

        Assert.Equal(start, night.RunningSince(At("2026-03-29T04:59:59Z"), TimeSpan.FromHours(8), Berlin));
        Assert.Null(night.RunningSince(At("2026-03-29T05:00:00Z"), TimeSpan.FromHours(8), Berlin));
        Assert.Null(night.RunningSince(At("2026-03-28T20:59:59Z"), TimeSpan.FromHours(8), Berlin));
    }

    [Fact]
    public void A_start_within_a_run_prolongs_it()
    {
        CronSchedule twice = CronSchedule.Parse("0 6,7 * * *");

        Assert.Equal(At("2026-03-10T05:00:00Z"), twice.RunningSince(At("2026-03-10T07:30:00Z"), TimeSpan.FromHours(2), Berlin));
        Assert.Null(twice.RunningSince(At("2026-03-10T08:00:00Z"), TimeSpan.FromHours(2), Berlin));
    }

    [Fact]
    public void A_start_at_the_end_of_a_run_is_a_new_run()
    {
        CronSchedule hourly = CronSchedule.Parse("0 * * * *");

        Assert.Equal(At("2026-03-10T07:00:00Z"), hourly.RunningSince(At("2026-03-10T07:30:00Z"), TimeSpan.FromHours(1), Berlin));
    }

    [Fact]
    public void Starts_that_always_run_into_each_other_are_one_run_for_ever()
    {
        CronSchedule minutely = CronSchedule.Parse("* * * * *");

        Assert.Equal(
            minutely.RunningSince(At("2026-03-10T07:30:00Z"), TimeSpan.FromHours(8), Berlin),
            minutely.RunningSince(At("2026-05-01T07:31:00Z"), TimeSpan.FromHours(8), Berlin));
    }

    [Fact]
    public void Shifts_last_until_the_next_also_when_the_clock_changes()
    {
        var shifts = (RegimeTrigger.ByCalendar)RegimePlan.Shifts(Berlin).Regimes[0].Trigger;
        var starts = new List<DateTimeOffset?>();
        for (DateTimeOffset now = At("2026-03-28T12:00:00Z"); now < At("2026-03-29T21:00:00Z"); now = now.AddMinutes(10))
        {
            starts.Add(shifts.Starts.RunningSince(now, shifts.For, Berlin));
        }

        Assert.Equal(
            ["2026-03-28T05:00:00Z", "2026-03-28T13:00:00Z", "2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z", "2026-03-29T12:00:00Z", "2026-03-29T20:00:00Z"],
            starts.Distinct().Select(start => $"{start:yyyy-MM-ddTHH:mm:ssZ}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("1-2-3 * * * *")]
    [InlineData("1/2/3 * * * *")]
    [InlineData("* * * FOO *")]
    [InlineData(", * * * *")]
    public void What_is_no_expression_is_told(string text)
    {
        Assert.Throws<FormatException>(() => CronSchedule.Parse(text));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
