using System.Globalization;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Settings.Model;

namespace OtEdge.Host.Guarding;

/// <summary>Says whether a maintenance window is open with room enough. It knows nothing of the past, so a missed window is never caught up.</summary>
internal static class MaintenanceCalendar
{
    /// <summary>Whether a window is open now, and for as long as is needed.</summary>
    /// <param name="window">The window.</param>
    /// <param name="now">The moment.</param>
    /// <param name="zone">The plant's time zone; openings are read in it, days left out too.</param>
    /// <param name="room">What must fit in: a trial and its way back.</param>
    public static Fact Look(MaintenanceWindow window, DateTimeOffset now, TimeZoneInfo zone, TimeSpan room)
    {
        CronSchedule cron = CronSchedule.Parse(window.Cron);
        if (Opened(cron, window, now, zone) is not { } opened)
        {
            return Fact.False($"window {window.Name} is closed; it opens {Next(cron, window, now, zone)}");
        }

        DateTimeOffset closes = opened + window.For;
        return closes - now >= room
            ? Fact.True($"window {window.Name} is open until {Clock(closes, zone)}")
            : Fact.False(
                $"window {window.Name} closes at {Clock(closes, zone)}, which leaves no room for {room.TotalMinutes:0.#} min of trial and way back; "
                + $"it opens again {Next(cron, window, now, zone)}");
    }

    // The opening that lasts longest counts: the newest one whose day is not left out.
    private static DateTimeOffset? Opened(CronSchedule cron, MaintenanceWindow window, DateTimeOffset now, TimeZoneInfo zone)
    {
        for (DateTimeOffset? start = cron.LatestStart(now, zone); start is { } at && now - at < window.For; start = cron.LatestStart(at.AddTicks(-1), zone))
        {
            if (!window.Except.Contains(DayOf(at, zone)))
            {
                return at;
            }
        }

        return null;
    }

    private static string Next(CronSchedule cron, MaintenanceWindow window, DateTimeOffset now, TimeZoneInfo zone)
    {
        DateTimeOffset? next = cron.NextStart(now, zone);
        for (int left = 0; next is { } at && window.Except.Contains(DayOf(at, zone)) && left <= window.Except.Count * 1440; left++)
        {
            next = cron.NextStart(at, zone);
        }

        return next is { } opens ? TimeZoneInfo.ConvertTime(opens, zone).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "never again";
    }

    private static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static string Clock(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture);
}
