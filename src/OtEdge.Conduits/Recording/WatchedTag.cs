using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits.Recording;

/// <summary>The newest value of one watched tag, on its way from the loop to the drain without a lock.</summary>
/// <param name="index">Its index among the tags that are watched.</param>
/// <param name="tag">The tag.</param>
internal sealed class WatchedTag(int index, Tag tag)
{
    private bool isKnown;
    private ulong known;
    private long repeatDueTicks;

    // Odd while the loop writes; a reader that sees it change has read nothing.
    private long version;
    private long versionTold;
    private ulong raw;
    private long utcTicks;

    /// <summary>Its index among the tags that are watched.</summary>
    public int Index => index;

    /// <summary>The tag.</summary>
    public Tag Tag => tag;

    /// <summary>True when it lives in bits, not in words.</summary>
    public bool IsBit { get; } = tag.Space is RegisterSpace.Coil or RegisterSpace.DiscreteInput;

    /// <summary>Words or bits it takes.</summary>
    public int Width { get; } = tag.Layout.Width;

    /// <summary>Bytes of its value: one for a bit, two for each word.</summary>
    public int Bytes => IsBit ? 1 : 2 * Width;

    /// <summary>Loop: takes a value that was seen.</summary>
    /// <returns>True when it is worth telling.</returns>
    public bool Take(ulong value, in JudgingTime now, long repeatTicks)
    {
        if (isKnown && value == known && now.Ticks < repeatDueTicks)
        {
            return false;
        }

        isKnown = true;
        known = value;
        repeatDueTicks = now.Ticks + repeatTicks;
        Volatile.Write(ref version, version + 1);
        Volatile.Write(ref raw, value);
        Volatile.Write(ref utcTicks, now.Utc.UtcTicks);
        Volatile.Write(ref version, version + 1);
        return true;
    }

    /// <summary>Drain: the newest value, if it was not told yet.</summary>
    public bool TryTell(out ulong value, out DateTimeOffset utc)
    {
        long before = Volatile.Read(ref version);
        value = Volatile.Read(ref raw);
        utc = new DateTimeOffset(Volatile.Read(ref utcTicks), TimeSpan.Zero);
        if (before == versionTold || (before & 1) != 0 || Volatile.Read(ref version) != before)
        {
            // What is being written now raises `stored` when it is whole, and is told then.
            return false;
        }

        versionTold = before;
        return true;
    }
}
