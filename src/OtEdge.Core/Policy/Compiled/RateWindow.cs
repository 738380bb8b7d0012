namespace OtEdge.Core.Policy.Compiled;

/// <summary>
/// When one client used one rule, as far as the sliding window reaches back. Exact up to <see cref="MomentsMax"/> operations a
/// window; above that, moments closer together than that part of the window count as the later one, which is never too generous.
/// </summary>
/// <param name="now">When it is first used.</param>
internal sealed class RateWindow(long now)
{
    /// <summary>Most moments that are kept apart.</summary>
    public const int MomentsMax = 256;

    private Moment[] ring = new Moment[4];
    private int first;
    private int length;
    private int total;

    /// <summary>When it was last asked for, so that a client that keeps running into its limit is not forgotten.</summary>
    public long LastTicks { get; private set; } = now;

    /// <summary>True when one more operation fits into the window that ends now.</summary>
    public bool HasRoom(RateLimit limit, long now)
    {
        LastTicks = now;
        while (length > 0 && At(0).Ticks <= now - limit.Window.Ticks)
        {
            total -= At(0).Count;
            first = (first + 1) % ring.Length;
            length--;
        }

        return total < limit.Count;
    }

    /// <summary>Counts one operation.</summary>
    public void Count(RateLimit limit, long now)
    {
        long grain = limit.Count <= MomentsMax ? 1 : Math.Max(1, limit.Window.Ticks / MomentsMax);
        long moment = now - (now % grain) + grain - 1;
        total++;
        if (length > 0 && At(length - 1).Ticks >= moment)
        {
            At(length - 1).Count++;
            return;
        }

        if (length == ring.Length)
        {
            Grow();
        }

        length++;
        At(length - 1) = new Moment { Ticks = moment, Count = 1 };
    }

    private ref Moment At(int place) => ref ring[(first + place) % ring.Length];

    private void Grow()
    {
        var larger = new Moment[ring.Length * 2];
        for (int i = 0; i < length; i++)
        {
            larger[i] = At(i);
        }

        ring = larger;
        first = 0;
    }

    private struct Moment
    {
        public long Ticks;
        public int Count;
    }
}
