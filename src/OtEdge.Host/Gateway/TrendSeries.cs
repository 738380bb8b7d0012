using OtEdge.Conduits;
using OtEdge.Console.Api;
using OtEdge.Core.Traffic;

namespace OtEdge.Host.Gateway;

/// <summary>The last steps of one conduit's trend, all of one length; for one thread at a time.</summary>
/// <param name="step">Length of a step.</param>
/// <param name="countMax">How many steps are kept.</param>
internal sealed class TrendSeries(TimeSpan step, int countMax)
{
    private const double NanosecondsPerMicrosecond = 1000;
    private const double Quantile = 0.99;

    private readonly Queue<TrendPointView> points = new();
    private Dictionary<long, long> heldBefore = [];
    private TrafficTotals? before;
    private DateTimeOffset due;

    /// <summary>Length of a step.</summary>
    public TimeSpan Step => step;

    /// <summary>The steps that have ended, oldest first.</summary>
    public IReadOnlyList<TrendPointView> Points => [.. points];

    /// <summary>Ends a step when its time is over.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="totals">The conduit's counters.</param>
    /// <param name="held">How long OtEdge held what passed, asked only when a step ends.</param>
    public void Take(DateTimeOffset now, TrafficTotals totals, Func<IReadOnlyList<LatencyCount>> held)
    {
        // A clock that was set back must not hold the trend up for hours.
        if (before is not null && now < due && due - now <= step)
        {
            return;
        }

        var heldNow = held().ToDictionary(count => count.Nanoseconds, count => count.Count);
        if (before is { } earlier)
        {
            points.Enqueue(new TrendPointView(
                now,
                Math.Max(0, totals.Requests - earlier.Requests),
                Math.Max(0, totals.WouldBeRefused - earlier.WouldBeRefused),
                Math.Max(0, totals.Refused - earlier.Refused),
                LatencyBetween(heldBefore, heldNow)));
            if (points.Count > countMax)
            {
                points.Dequeue();
            }
        }

        (before, heldBefore) = (totals, heldNow);
        due = due + step > now && due <= now ? due + step : now + step;
    }

    // A conduit that was opened again counts from nothing, so the earlier counts say nothing of it.
    private static double? LatencyBetween(Dictionary<long, long> earlier, Dictionary<long, long> now)
    {
        bool anew = earlier.Any(count => now.GetValueOrDefault(count.Key) < count.Value);
        (long Nanoseconds, long Count)[] fresh =
        [
            .. now.Select(count => (count.Key, count.Value - (anew ? 0 : earlier.GetValueOrDefault(count.Key)))).OrderBy(count => count.Key),
        ];
        long rank = (long)Math.Ceiling(Quantile * fresh.Sum(count => count.Count));
        foreach ((long nanoseconds, long count) in fresh)
        {
            rank -= count;
            if (rank <= 0 && count > 0)
            {
                return Math.Round(nanoseconds / NanosecondsPerMicrosecond, 1);
            }
        }

        return null;
    }
}
