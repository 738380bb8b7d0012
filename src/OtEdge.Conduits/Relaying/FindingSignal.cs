namespace OtEdge.Conduits.Relaying;

/// <summary>Wakes the drain when it sleeps, and costs a writer next to nothing when it does not.</summary>
internal sealed class FindingSignal : IDisposable
{
    private readonly AutoResetEvent wake = new(false);
    private int sleeping;

    /// <summary>Any thread: says that there is something to do.</summary>
    public void Raise()
    {
        // The writer must see `sleeping` after the reader can see the finding, or a wake-up is lost.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref sleeping) != 0 && Interlocked.Exchange(ref sleeping, 0) != 0)
        {
            wake.Set();
        }
    }

    /// <summary>Reader: announces that it will sleep; it must look once more before <see cref="Sleep"/>.</summary>
    public void Announce() => Interlocked.Exchange(ref sleeping, 1);

    /// <summary>Reader: sleeps until something was raised since <see cref="Announce"/>.</summary>
    public void Sleep() => wake.WaitOne();

    /// <summary>Reader: does not sleep after all.</summary>
    public void Cancel() => Interlocked.Exchange(ref sleeping, 0);

    /// <inheritdoc/>
    public void Dispose() => wake.Dispose();
}
