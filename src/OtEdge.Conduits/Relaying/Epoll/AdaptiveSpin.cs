namespace OtEdge.Conduits.Relaying.Epoll;

/// <summary>
/// Says whether a loop, before it sleeps, shall look for a short while whether something comes. Being woken costs more than that
/// when clients and devices run on other processors; looking in vain costs power and time of others. So it goes on only while
/// nearly every look pays off, and asks again seldom and more seldom when it does not.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="processors">Processors that the process may use; with one nothing can come while the loop looks.</param>
internal sealed class AdaptiveSpin(TimeProvider time, int processors)
{
    private const int LongestMicroseconds = 50;

    // A look in vain costs several times what one that pays off saves.
    private const int MissCost = 8;
    private const int CreditMost = 64;
    private const int PauseLeast = 64;
    private const int PauseMost = 4096;
    private const int LooksMost = 1000;
    private const int Forever = int.MaxValue;
    private readonly long longest = time.TimestampFrequency * LongestMicroseconds / 1_000_000;
    private int credit = MissCost;
    private int pause = PauseLeast;
    private int waitsToSkip = processors > 1 ? 0 : Forever;
    private int looks;
    private long began;
    private long lastLook;

    /// <summary>Called once before each wait: true when the loop shall look before it sleeps.</summary>
    public bool IsOn()
    {
        if (waitsToSkip > 0)
        {
            waitsToSkip -= waitsToSkip == Forever ? 0 : 1;
            return false;
        }

        looks = 0;
        return true;
    }

    /// <summary>Called after a look in vain: true when the loop shall look on, false when it shall sleep.</summary>
    public bool GoOn()
    {
        long now = time.GetTimestamp();
        if (looks++ == 0)
        {
            began = lastLook = now;
            return true;
        }

        // A clock that stands still, as in tests, must not keep the loop from its other work.
        if (now - began < longest && looks < LooksMost)
        {
            lastLook = now;
            return true;
        }

        // So long between two looks: somebody else had the processor, and wants it.
        bool isContended = now - lastLook > longest;
        credit = isContended ? 0 : credit - MissCost;
        if (credit <= 0)
        {
            credit = MissCost;
            waitsToSkip = pause;
            pause = Math.Min(2 * pause, PauseMost);
        }

        return false;
    }

    /// <summary>Called when something came; what was there at the first look says nothing about looking on.</summary>
    public void PayOff()
    {
        if (looks == 0)
        {
            return;
        }

        if (credit < CreditMost)
        {
            credit++;
        }
        else
        {
            pause = PauseLeast;
        }
    }
}
