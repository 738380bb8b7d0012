using OtEdge.Core.Staging;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Changes;

/// <summary>
/// Wakes when a trial's time is up. The data plane has gone back by itself then; this records it. Times are monotonic.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class TrialClock(TimeProvider time) : IDisposable
{
    private readonly Lock turn = new();
    private readonly Dictionary<string, ITimer> timers = new(StringComparer.Ordinal);
    private Action<LiveConduit>? wake;

    /// <summary>Says who is woken, with the conduit whose trial is over.</summary>
    public void Wakes(Action<LiveConduit> sleeper) => wake = sleeper;

    /// <summary>Sets the timer of a conduit by the change that is now in flight on it.</summary>
    public void Set(LiveConduit live)
    {
        lock (turn)
        {
            if (timers.Remove(live.Name, out ITimer? before))
            {
                before.Dispose();
            }

            if (live.State.InFlight?.Stage is Stage.Trial trial)
            {
                var left = TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, trial.DeadlineTicks - time.Now().Ticks));
                timers[live.Name] = time.CreateTimer(_ => wake?.Invoke(live), state: null, left, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (turn)
        {
            foreach (ITimer timer in timers.Values)
            {
                timer.Dispose();
            }

            timers.Clear();
        }
    }
}
