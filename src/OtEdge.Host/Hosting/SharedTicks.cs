namespace OtEdge.Host.Hosting;

/// <summary>
/// The system's clock, whose repeating timers tick together: a gateway with a dozen of them wakes once a second and not a dozen times.
/// A first tick comes late by up to its period, at most a second; those after it keep pace.
/// </summary>
internal sealed class SharedTicks : TimeProvider
{
    private const long LongestStepMilliseconds = 1000;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // That is how a PeriodicTimer begins; others want their very moment.
        bool repeats = period > TimeSpan.Zero && dueTime == period;
        return System.CreateTimer(callback, state, repeats ? dueTime + WaitFor((long)System.GetElapsedTime(0).TotalMilliseconds, period) : dueTime, period);
    }

    /// <summary>How long after a moment the common step comes on which timers of a period tick.</summary>
    /// <param name="nowMilliseconds">The moment.</param>
    /// <param name="period">The period, above zero.</param>
    public static TimeSpan WaitFor(long nowMilliseconds, TimeSpan period)
    {
        long step = Math.Clamp((long)period.TotalMilliseconds, 1, LongestStepMilliseconds);
        return TimeSpan.FromMilliseconds((step - (nowMilliseconds % step)) % step);
    }
}
