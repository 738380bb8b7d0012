using OtEdge.Core.Traffic;

namespace OtEdge.Host.Recording;

/// <summary>Gaps that wait for the store; those of one conduit and cause are one.</summary>
internal sealed class GapList
{
    private readonly Dictionary<(string Conduit, string Cause), TrafficGap> gaps = [];

    /// <summary>Adds a gap.</summary>
    public void Add(TrafficGap gap)
    {
        (string, string) key = (gap.Conduit, gap.Cause);
        gaps[key] = gaps.TryGetValue(key, out TrafficGap? known)
            ? known with
            {
                From = gap.From < known.From ? gap.From : known.From,
                To = gap.To > known.To ? gap.To : known.To,
                Lost = known.Lost + gap.Lost,
            }
            : gap;
    }

    /// <summary>Hands out everything.</summary>
    public IReadOnlyList<TrafficGap> TakeAll()
    {
        TrafficGap[] all = [.. gaps.Values];
        gaps.Clear();
        return all;
    }
}
