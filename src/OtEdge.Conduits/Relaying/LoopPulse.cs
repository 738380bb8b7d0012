namespace OtEdge.Conduits.Relaying;

/// <summary>
/// Tells whether a loop still comes round. The loop beats at every pass, and passes at least once a second when nothing comes; one
/// other thread looks about once a second. What counts is looks in vain, not time: a machine that stood still is no stalled loop.
/// </summary>
internal sealed class LoopPulse
{
    /// <summary>Looks in a row without a beat after which the loop stands still.</summary>
    public const int LooksInVainMax = 5;

    private long beats;
    private long beatsSeen = -1;
    private int looksInVain;
    private bool isStalled;

    /// <summary>Any thread: true while the loop stands still.</summary>
    public bool IsStalled => Volatile.Read(ref isStalled);

    /// <summary>Loop: it has come round.</summary>
    public void Beat() => Volatile.Write(ref beats, beats + 1);

    /// <summary>Looks; called once a second by the watchdog.</summary>
    /// <returns>True when the loop has just come to a standstill, or goes on again; <see cref="IsStalled"/> says which.</returns>
    public bool Look()
    {
        long now = Volatile.Read(ref beats);
        looksInVain = now == beatsSeen ? looksInVain + 1 : 0;
        beatsSeen = now;
        bool stands = looksInVain >= LooksInVainMax;
        bool isNews = stands != isStalled;
        Volatile.Write(ref isStalled, stands);
        return isNews;
    }
}
