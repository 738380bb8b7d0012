namespace OtEdge.Alerting;

/// <summary>Growing pauses between attempts, each a little different, so that a fleet does not come back all at once.</summary>
internal sealed class Backoff
{
    private const double Jitter = 0.5;
    private readonly TimeSpan first;
    private readonly TimeSpan longest;
    private TimeSpan next;

    /// <summary>Begins with the first pause.</summary>
    /// <param name="first">The first pause, without its jitter.</param>
    /// <param name="longest">The longest pause, without its jitter.</param>
    public Backoff(TimeSpan first, TimeSpan longest)
    {
        this.first = first;
        this.longest = longest;
        next = first;
    }

    /// <summary>The next pause: half as long up to half as long again.</summary>
    public TimeSpan Next()
    {
        TimeSpan pause = next * (1 - Jitter + (Random.Shared.NextDouble() * 2 * Jitter));
        next = next * 2 < longest ? next * 2 : longest;
        return pause;
    }

    /// <summary>Begins anew.</summary>
    public void Reset() => next = first;
}
