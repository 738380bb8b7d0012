using OtEdge.Conduits;

namespace OtEdge.Host.Guarding;

/// <summary>What the device of a conduit has answered so far, or in a stretch of time.</summary>
/// <param name="Replies">Replies.</param>
/// <param name="Exceptions">Those of them that carried an exception or a fault.</param>
/// <param name="Times">How long answers took, shortest first.</param>
internal sealed record ReplyCounts(long Replies, long Exceptions, IReadOnlyList<LatencyCount> Times)
{
    /// <summary>What a conduit has counted since it was opened.</summary>
    public static ReplyCounts Of(RunningConduit running) =>
        new(running.Totals.Replies, running.Totals.Exceptions, running.AnswerTimes());

    /// <summary>Answers whose time was measured; those that never came are among them.</summary>
    public long Timed => Times.Sum(time => time.Count);

    /// <summary>Exceptions in replies, 0 to 1.</summary>
    public double ExceptionShare => Replies == 0 ? 0 : (double)Exceptions / Replies;

    /// <summary>Half of the answers took no longer; zero when none was measured.</summary>
    public TimeSpan HalfTook
    {
        get
        {
            long half = (Timed + 1) / 2;
            long sum = 0;
            foreach (LatencyCount time in Times)
            {
                sum += time.Count;
                if (sum >= half)
                {
                    return TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick);
                }
            }

            return TimeSpan.Zero;
        }
    }

    /// <summary>What was counted since an earlier look; everything when the conduit was opened anew in between.</summary>
    public ReplyCounts Since(ReplyCounts earlier)
    {
        if (Replies < earlier.Replies || Timed < earlier.Timed)
        {
            return this;
        }

        Dictionary<long, long> before = earlier.Times.ToDictionary(time => time.Nanoseconds, time => time.Count);
        return new ReplyCounts(
            Replies - earlier.Replies,
            Exceptions - earlier.Exceptions,
            [.. Times.Select(time => time with { Count = time.Count - before.GetValueOrDefault(time.Nanoseconds) })]);
    }
}
