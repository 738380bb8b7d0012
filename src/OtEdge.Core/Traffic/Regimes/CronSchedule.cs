namespace OtEdge.Core.Traffic.Regimes;

/// <summary>
/// Starts by the five fields minute, hour, day, month and weekday, in local time. When both day and weekday are restricted, either
/// is enough. A start that the clock skips in spring happens at the end of the skipped hour; one in the hour that comes twice in
/// autumn happens once, the first time.
/// </summary>
public sealed class CronSchedule
{
    // 29 February can stay away for eight years, around 2100.
    private const int DaysBackMax = (8 * 366) + 1;

    // More starts than this that all run into each other are one that never ends.
    private const int ChainMax = 100;

    private readonly CronField minutes;
    private readonly CronField hours;
    private readonly CronField days;
    private readonly CronField months;
    private readonly CronField weekdays;

    private CronSchedule(string text, string[] parts)
    {
        Text = text;
        minutes = CronField.Parse(parts[0], 0, 59, []);
        hours = CronField.Parse(parts[1], 0, 23, []);
        days = CronField.Parse(parts[2], 1, 31, []);
        months = CronField.Parse(parts[3], 1, 12, CronField.Months);
        weekdays = CronField.Parse(parts[4], 0, 7, CronField.Weekdays);
    }

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>Reads an expression such as <c>0 22 * * MON-FRI</c>.</summary>
    /// <exception cref="FormatException">It is not five fields within their ranges.</exception>
    public static CronSchedule Parse(string text)
    {
        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 5
            ? new CronSchedule(text, parts)
            : throw new FormatException($"expected the five fields minute, hour, day, month and weekday, got \"{text}\"");
    }

    /// <summary>The last start at or before a moment; null when there was none for eight years.</summary>
    public DateTimeOffset? LatestStart(DateTimeOffset moment, TimeZoneInfo zone)
    {
        // A day ahead: at the end of summer time a wall clock that is later can be a moment that is past.
        DateOnly day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).Date).AddDays(1);
        for (int back = 0; back <= DaysBackMax && day.DayNumber > 0; back++, day = day.AddDays(-1))
        {
            if (IsDay(day) && LatestStart(day, moment, zone) is { } start)
            {
                return start;
            }
        }

        return null;
    }

    /// <summary>The start of the run that a moment is in, where starts within a run prolong it; null when none runs.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="length">How long a run lasts from each start, in elapsed time; null: until the next start.</param>
    /// <param name="zone">The plant's time zone.</param>
    public DateTimeOffset? RunningSince(DateTimeOffset moment, TimeSpan? length, TimeZoneInfo zone)
    {
        if (LatestStart(moment, zone) is not { } start || length is null)
        {
            return LatestStart(moment, zone);
        }

        if (moment - start >= length)
        {
            return null;
        }

        for (int link = 0; link < ChainMax; link++)
        {
            if (LatestStart(start.AddTicks(-1), zone) is not { } earlier || start - earlier >= length)
            {
                return start;
            }

            start = earlier;
        }

        return DateTimeOffset.MinValue;
    }

    /// <summary>The first start after a moment; null when there is none for eight years.</summary>
    public DateTimeOffset? NextStart(DateTimeOffset moment, TimeZoneInfo zone)
    {
        DateOnly day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).Date).AddDays(-1);
        for (int ahead = 0; ahead <= DaysBackMax; ahead++, day = day.AddDays(1))
        {
            if (IsDay(day) && FirstStart(day, moment, zone) is { } start)
            {
                return start;
            }
        }

        return null;
    }

    private bool IsDay(DateOnly day)
    {
        if (!months.Contains(day.Month))
        {
            return false;
        }

        // Weekday 7 is Sunday too.
        bool isDay = days.Contains(day.Day);
        bool isWeekday = weekdays.Contains((int)day.DayOfWeek) || (day.DayOfWeek == DayOfWeek.Sunday && weekdays.Contains(7));
        return days.IsAny || weekdays.IsAny ? isDay && isWeekday : isDay || isWeekday;
    }

    private DateTimeOffset? LatestStart(DateOnly day, DateTimeOffset moment, TimeZoneInfo zone)
    {
        for (int hour = 23; hour >= 0; hour--)
        {
            if (!hours.Contains(hour))
            {
                continue;
            }

            for (int minute = 59; minute >= 0; minute--)
            {
                if (minutes.Contains(minute) && ToUtc(day.ToDateTime(new TimeOnly(hour, minute)), zone) is var start && start <= moment)
                {
                    return start;
                }
            }
        }

        return null;
    }

    private DateTimeOffset? FirstStart(DateOnly day, DateTimeOffset moment, TimeZoneInfo zone)
    {
        for (int hour = 0; hour < 24; hour++)
        {
            for (int minute = 0; hours.Contains(hour) && minute < 60; minute++)
            {
                if (minutes.Contains(minute) && ToUtc(day.ToDateTime(new TimeOnly(hour, minute)), zone) is var start && start > moment)
                {
                    return start;
                }
            }
        }

        return null;
    }

    private static DateTimeOffset ToUtc(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
