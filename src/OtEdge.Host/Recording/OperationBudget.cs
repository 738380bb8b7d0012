namespace OtEdge.Host.Recording;

/// <summary>Bounds how many single operations of a flow are kept in a minute, and remembers the last one for folding.</summary>
internal sealed class OperationBudget
{
    private long minute = -1;
    private int used;

    /// <summary>The operation that was kept last and still waits; null: none does.</summary>
    public WaitingOperation? Last { get; set; }

    /// <summary>Takes one from the minute's budget.</summary>
    /// <returns>False when it is used up.</returns>
    public bool TryTake(DateTimeOffset at, int perMinuteMax)
    {
        long now = at.UtcTicks / TimeSpan.TicksPerMinute;
        if (now != minute)
        {
            (minute, used) = (now, 0);
        }

        return used < perMinuteMax && ++used > 0;
    }
}
