using OtEdge.Core.Policy;

namespace OtEdge.Conduits.Relaying;

/// <summary>A loop's clock: read once per wake-up, and it knows when the loop must wake at the latest. Belongs to the loop.</summary>
/// <param name="time">Where the time comes from.</param>
internal sealed class LoopClock(TimeProvider time)
{
    private const double NanosecondsPerSecond = 1e9;
    private const long WallClockTicks = TimeSpan.TicksPerMillisecond;
    private readonly double nanosecondsPerStamp = NanosecondsPerSecond / time.TimestampFrequency;
    private long wokenAt = time.GetTimestamp();
    private long wallClockReadTicks = MonotonicTicks(time);

    /// <summary>A deadline that never comes.</summary>
    public const long Never = long.MaxValue;

    /// <summary>The moment of this wake-up; its wall-clock time is at most a millisecond old.</summary>
    public JudgingTime Now { get; private set; } = new(MonotonicTicks(time), time.GetUtcNow());

    /// <summary>Monotonic time of this wake-up in units of 100 ns.</summary>
    public long Ticks => Now.Ticks;

    /// <summary>The earliest deadline that was armed; <see cref="Never"/> when there is none.</summary>
    public long DueTicks { get; private set; } = Never;

    /// <summary>The monotonic time of a clock in units of 100 ns, as <see cref="JudgingTime.Ticks"/> counts it.</summary>
    public static long MonotonicTicks(TimeProvider time) => time.GetElapsedTime(0).Ticks;

    /// <summary>Nanoseconds since this wake-up, read from the clock.</summary>
    public long NanosecondsAwake => (long)((time.GetTimestamp() - wokenAt) * nanosecondsPerStamp);

    /// <summary>Reads the time anew.</summary>
    public void Refresh()
    {
        wokenAt = time.GetTimestamp();
        long ticks = time.GetElapsedTime(0, wokenAt).Ticks;
        DateTimeOffset utc = Now.Utc;
        if (ticks - wallClockReadTicks >= WallClockTicks)
        {
            utc = time.GetUtcNow();
            wallClockReadTicks = ticks;
        }

        Now = new JudgingTime(ticks, utc);
    }

    /// <summary>Makes sure that the loop looks at its deadlines at <paramref name="dueTicks"/> or before.</summary>
    public void Arm(long dueTicks)
    {
        if (dueTicks < DueTicks)
        {
            DueTicks = dueTicks;
        }
    }

    /// <summary>The deadline that lies <paramref name="span"/> ahead, armed.</summary>
    public long ArmAfter(TimeSpan span)
    {
        long due = After(Ticks, span);
        Arm(due);
        return due;
    }

    /// <summary>The moment that lies <paramref name="span"/> behind another; <see cref="Never"/> when it is too far to count.</summary>
    public static long After(long ticks, TimeSpan span) => ticks > Never - span.Ticks ? Never : ticks + span.Ticks;

    /// <summary>Forgets the earliest deadline; whoever still has one arms it again.</summary>
    public void Disarm() => DueTicks = Never;
}
