using OtEdge.Core.Staging;

namespace OtEdge.Host.Guarding;

/// <summary>Holds the wall clock against the monotonic one: a step is seen, and the clock is not trusted for a while after it.</summary>
/// <param name="start">The moment by both clocks.</param>
internal sealed class ClockTrust(Moment start)
{
    private static readonly TimeSpan StepMin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Distrust = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private Moment last = start;
    private (long Ticks, TimeSpan By)? step;

    /// <summary>Whether the wall clock is trusted now.</summary>
    /// <param name="now">The moment by both clocks.</param>
    /// <param name="stepped">How far it has stepped since the last look; null: it has not.</param>
    public Fact Look(Moment now, out TimeSpan? stepped)
    {
        lock (gate)
        {
            TimeSpan by = (now.Wall - last.Wall) - TimeSpan.FromTicks(now.Ticks - last.Ticks);
            last = now;
            stepped = by.Duration() >= StepMin ? by : null;
            if (stepped is not null)
            {
                step = (now.Ticks, by);
            }

            return step is { } seen && now.Ticks - seen.Ticks < Distrust.Ticks
                ? Fact.False($"the wall clock stepped by {seen.By.TotalSeconds:+0;-0} s a moment ago; look at the clock (otedge doctor) and arm again")
                : Fact.True("the wall clock runs evenly");
        }
    }
}
