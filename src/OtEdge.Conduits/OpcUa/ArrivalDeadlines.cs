using OtEdge.Conduits.Relaying;

namespace OtEdge.Conduits.OpcUa;

/// <summary>
/// When a chunk that a client has begun has to be whole, and a message that it has begun to have all its chunks. Both are counted from
/// the first byte, so that bytes that trickle in gain nothing.
/// </summary>
/// <param name="clock">The loop's clock.</param>
/// <param name="chunkWithin">Longest time from the first byte of a chunk to its last.</param>
internal sealed class ArrivalDeadlines(LoopClock clock, TimeSpan chunkWithin)
{
    /// <summary>Longest time from the first chunk of a message to its last: 16 MiB by little more than a megabit a second.</summary>
    public static readonly TimeSpan MessageWithin = TimeSpan.FromMinutes(2);

    // Later than any deadline, and not the same as none.
    private const long Excused = LoopClock.Never - 1;

    private long chunkDueTicks = LoopClock.Never;
    private long messageDueTicks = LoopClock.Never;

    /// <summary>When something has to be whole; <see cref="LoopClock.Never"/> while nothing is begun.</summary>
    public long DueTicks => Math.Min(chunkDueTicks, messageDueTicks);

    /// <summary>A chunk is begun, or none is.</summary>
    public void Chunk(bool isBegun) => Set(ref chunkDueTicks, isBegun, chunkWithin);

    /// <summary>A message is begun, or none is.</summary>
    public void Message(bool isBegun) => Set(ref messageDueTicks, isBegun, MessageWithin);

    /// <summary>True when it is the message that is late, and not a chunk.</summary>
    public bool IsMessageLate => messageDueTicks <= clock.Ticks;

    /// <summary>The chunk that is late may be late.</summary>
    public void ExcuseChunk() => chunkDueTicks = Excused;

    /// <summary>Nothing has to be whole any more.</summary>
    public void Clear() => chunkDueTicks = messageDueTicks = LoopClock.Never;

    private void Set(ref long dueTicks, bool isBegun, TimeSpan within)
    {
        if (!isBegun)
        {
            dueTicks = LoopClock.Never;
        }
        else if (dueTicks == LoopClock.Never)
        {
            dueTicks = clock.ArmAfter(within);
        }
    }
}
