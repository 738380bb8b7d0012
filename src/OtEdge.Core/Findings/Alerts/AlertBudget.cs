namespace OtEdge.Core.Findings.Alerts;

/// <summary>How many more alerts of one sort may be raised before the rest is told as a flood; it fills up again with time.</summary>
internal sealed class AlertBudget(int burst, TimeSpan refill, TimeSpan now)
{
    private double left = burst;
    private TimeSpan at = now;

    /// <summary>True when nothing was taken for so long that it need not be remembered.</summary>
    public bool IsFull(TimeSpan now)
    {
        Fill(now);
        return left >= burst;
    }

    /// <summary>Takes one; false when there is none.</summary>
    public bool TryTake(TimeSpan now)
    {
        Fill(now);
        if (left < 1)
        {
            return false;
        }

        left--;
        return true;
    }

    private void Fill(TimeSpan now)
    {
        left = Math.Min(burst, left + ((now - at) / refill));
        at = now;
    }
}
