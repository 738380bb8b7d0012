namespace OtEdge.Host.Recording;

/// <summary>The hour of the week in a time zone, Monday 0 h first; remembers the last quarter of an hour. One thread at a time.</summary>
internal sealed class HourOfWeek
{
    private TimeZoneInfo? lastZone;
    private long lastQuarter = -1;
    private int lastHour;

    /// <summary>0 to 167. An hour that is repeated when summer time ends counts twice into the same place.</summary>
    public int Of(DateTimeOffset moment, TimeZoneInfo zone)
    {
        // No offset in use changes within a quarter of an hour of UTC.
        long quarter = moment.UtcTicks / (15 * TimeSpan.TicksPerMinute);
        if (quarter != lastQuarter || !ReferenceEquals(zone, lastZone))
        {
            DateTimeOffset local = TimeZoneInfo.ConvertTime(moment, zone);
            lastHour = (24 * (((int)local.DayOfWeek + 6) % 7)) + local.Hour;
            (lastQuarter, lastZone) = (quarter, zone);
        }

        return lastHour;
    }
}
