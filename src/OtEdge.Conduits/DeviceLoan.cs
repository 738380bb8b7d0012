namespace OtEdge.Conduits;

/// <summary>
/// A place among a conduit's device connections, lent to OtEdge itself for as long as no client needs it. Whoever borrows closes
/// his connection when it is recalled and then disposes of the loan. Thread-safe.
/// </summary>
public sealed class DeviceLoan : IDisposable
{
    private readonly CancellationTokenSource recall = new();
    private readonly Action<DeviceLoan> giveBack;
    private int isBack;

    internal DeviceLoan(Action<DeviceLoan> giveBack)
    {
        this.giveBack = giveBack;
        Recalled = recall.Token;
    }

    /// <summary>Cancelled when the place is wanted back; never on the thread of a loop.</summary>
    public CancellationToken Recalled { get; }

    /// <summary>Gives the place back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isBack, 1) == 0)
        {
            giveBack(this);
        }
    }

    /// <summary>Loop: wants it back.</summary>
    internal void Recall() => _ = recall.CancelAsync();

    /// <summary>Loop: it is back, and will not be recalled any more.</summary>
    internal void End() => recall.Dispose();
}
