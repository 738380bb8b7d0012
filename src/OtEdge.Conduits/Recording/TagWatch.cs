using System.Buffers.Binary;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits.Recording;

/// <summary>
/// Looks for watched tags in values that pass. A changed value is told; one that stays is told again every 2 s in which it is
/// seen, so that its age can be judged. Of values that come faster than they are taken the newest wins.
/// </summary>
internal sealed class TagWatch
{
    private static readonly long RepeatTicks = TimeSpan.FromSeconds(2).Ticks;
    private readonly WatchedTag[] tags;
    private readonly int[] places;
    private int stored;
    private int told;

    /// <summary>Makes a watch that has seen nothing.</summary>
    public TagWatch(IReadOnlyList<Tag> tags)
    {
        this.tags = [.. tags
            .Select((tag, index) => new WatchedTag(index, tag))
            .OrderBy(tag => PlaceOf(tag.Tag.Unit, tag.Tag.Space, tag.Tag.Address))];
        places = [.. this.tags.Select(tag => PlaceOf(tag.Tag.Unit, tag.Tag.Space, tag.Tag.Address))];
    }

    /// <summary>Loop: takes values that the device has told or acknowledged.</summary>
    /// <param name="unit">Modbus unit identifier.</param>
    /// <param name="space">The space.</param>
    /// <param name="range">The addresses.</param>
    /// <param name="data">As on the wire: registers big-endian, bits packed from the least significant.</param>
    /// <param name="now">When they passed.</param>
    /// <returns>True when there is something new to tell.</returns>
    public bool See(byte unit, RegisterSpace space, AddressRange range, ReadOnlySpan<byte> data, in JudgingTime now)
    {
        bool isNew = false;
        int last = PlaceOf(unit, space, range.Last);
        for (int i = FirstFrom(PlaceOf(unit, space, range.First)); i < places.Length && places[i] <= last; i++)
        {
            WatchedTag tag = tags[i];
            int offset = tag.Tag.Address - range.First;
            if (offset + tag.Width <= range.Last - range.First + 1 && TryTake(tag, offset, data, out ulong raw))
            {
                isNew |= tag.Take(raw, now, RepeatTicks);
            }
        }

        if (isNew)
        {
            Volatile.Write(ref stored, unchecked(stored + 1));
        }

        return isNew;
    }

    /// <summary>Drain: tells what is new; true when there was something.</summary>
    public bool Tell(IFlowSink sink, int conduit)
    {
        int seen = Volatile.Read(ref stored);
        if (seen == told)
        {
            return false;
        }

        told = seen;
        Span<byte> raw = stackalloc byte[sizeof(ulong)];
        foreach (WatchedTag tag in tags)
        {
            if (tag.TryTell(out ulong value, out DateTimeOffset utc))
            {
                BinaryPrimitives.WriteUInt64BigEndian(raw, value);
                sink.TakeTag(conduit, tag.Index, raw[^tag.Bytes..], utc);
            }
        }

        return true;
    }

    private static int PlaceOf(byte unit, RegisterSpace space, int address) => (unit << 20) | ((int)space << 16) | address;

    private static bool TryTake(WatchedTag tag, int offset, ReadOnlySpan<byte> data, out ulong raw)
    {
        raw = 0;
        if (tag.IsBit)
        {
            bool isThere = offset / 8 < data.Length;
            raw = isThere ? (ulong)(data[offset / 8] >> (offset % 8)) & 1 : 0;
            return isThere;
        }

        if ((2 * offset) + tag.Bytes > data.Length)
        {
            return false;
        }

        foreach (byte one in data.Slice(2 * offset, tag.Bytes))
        {
            raw = (raw << 8) | one;
        }

        return true;
    }

    private int FirstFrom(int place)
    {
        int low = 0;
        int high = places.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            (low, high) = places[middle] < place ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
