namespace OtEdge.Host.Guarding;

/// <summary>What a device answered lately: over the last 15 to 30 seconds, and never from before it was begun. Thread-safe.</summary>
/// <param name="start">What was counted when it was begun.</param>
/// <param name="startTicks">Monotonic time of that in 100 ns.</param>
internal sealed class ReplyWindow(ReplyCounts start, long startTicks)
{
    private static readonly long HalfTicks = TimeSpan.FromSeconds(15).Ticks;

    private readonly Lock gate = new();
    private ReplyCounts older = start;
    private (ReplyCounts Counts, long Ticks) newer = (start, startTicks);

    /// <summary>What was counted lately.</summary>
    /// <param name="now">What is counted so far.</param>
    /// <param name="nowTicks">Monotonic time in 100 ns.</param>
    public ReplyCounts Look(ReplyCounts now, long nowTicks)
    {
        lock (gate)
        {
            if (nowTicks - newer.Ticks >= HalfTicks)
            {
                older = newer.Counts;
                newer = (now, nowTicks);
            }

            return now.Since(older);
        }
    }
}
