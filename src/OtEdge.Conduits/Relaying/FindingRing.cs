using System.Runtime.InteropServices;
using OtEdge.Core.Findings;

namespace OtEdge.Conduits.Relaying;

/// <summary>Findings on their way from one loop to the drain: bounded, one writer, one reader, no lock; what does not fit is counted.</summary>
internal sealed class FindingRing
{
    private readonly TrafficFinding[] slots;
    private readonly FindingSignal? signal;
    private Positions positions;

    /// <summary>Makes an empty ring.</summary>
    /// <param name="capacity">Findings it holds at least, at least 2; rounded up to a power of two.</param>
    /// <param name="signal">Wakes the reader; null: whoever writes does that when it is due.</param>
    public FindingRing(int capacity, FindingSignal? signal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2);
        slots = new TrafficFinding[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity)];
        this.signal = signal;
    }

    /// <summary>Writer: adds a finding.</summary>
    /// <returns>False when the ring is full: the finding is lost, and counted.</returns>
    public bool TryAdd(in TrafficFinding finding)
    {
        long written = positions.Written;
        if (written - Volatile.Read(ref positions.Read) == slots.Length)
        {
            Volatile.Write(ref positions.Shed, positions.Shed + 1);
            return false;
        }

        slots[written & (slots.Length - 1)] = finding;
        Volatile.Write(ref positions.Written, written + 1);
        signal?.Raise();
        return true;
    }

    /// <summary>Writer: true when at most half of it is taken.</summary>
    public bool HasRoomToSpare => positions.Written - Volatile.Read(ref positions.Read) <= slots.Length / 2;

    /// <summary>Reader: the oldest findings that lie in one piece; they stay until <see cref="Release"/>.</summary>
    public ReadOnlySpan<TrafficFinding> Peek()
    {
        long read = positions.Read;
        long count = Volatile.Read(ref positions.Written) - read;
        int from = (int)(read & (slots.Length - 1));
        return slots.AsSpan(from, (int)Math.Min(count, slots.Length - from));
    }

    /// <summary>Reader: makes room for as many findings as were taken.</summary>
    public void Release(int count) => Volatile.Write(ref positions.Read, positions.Read + count);

    /// <summary>Reader: findings lost since the last call.</summary>
    public long TakeShed()
    {
        long shed = Volatile.Read(ref positions.Shed);
        long since = shed - positions.ShedTaken;
        positions.ShedTaken = shed;
        return since;
    }

    // Writer and reader each have a cache line of their own, so that neither slows the other down.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Positions
    {
        [FieldOffset(64)]
        public long Written;

        [FieldOffset(72)]
        public long Shed;

        [FieldOffset(128)]
        public long Read;

        [FieldOffset(136)]
        public long ShedTaken;
    }
}
