namespace OtEdge.Host.Commands.Rendering;

/// <summary>What drawing needs besides the document: the clock, the zone of the reader, and what was drawn before.</summary>
internal sealed class Drawing
{
    private readonly TimeProvider time;
    private readonly Dictionary<string, (long Total, long At)>? before;

    private Drawing(Invocation invocation, bool isLive)
    {
        time = invocation.Surroundings.Time;
        before = isLive ? [] : null;
    }

    /// <summary>True for a view that stays on the screen and can show rates.</summary>
    public bool IsLive => before is not null;

    /// <summary>Now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A view that is drawn once.</summary>
    public static Drawing Once(Invocation invocation) => new(invocation, isLive: false);

    /// <summary>A view that stays on the screen.</summary>
    public static Drawing Live(Invocation invocation) => new(invocation, isLive: true);

    /// <summary>A moment in the reader's zone, with its offset, such as <c>2026-01-31 09:15:00 +01:00</c>.</summary>
    public string Moment(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss zzz");

    /// <summary>How much a total grows in a second since it was drawn last; null when that is not known.</summary>
    public double? PerSecond(string name, long total)
    {
        if (before is null)
        {
            return null;
        }

        long now = time.GetTimestamp();
        double? rate = before.TryGetValue(name, out var last) && time.GetElapsedTime(last.At, now) is { Ticks: > 0 } passed
            ? Math.Max(0, total - last.Total) / passed.TotalSeconds
            : null;
        before[name] = (total, now);
        return rate;
    }
}
