using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OtEdge.Conduits.FlightRecording;

/// <summary>The last frames of a conduit in a fixed number of bytes; new ones overwrite the oldest. One thread owns it.</summary>
internal sealed class FrameRing
{
    private static readonly int HeaderBytes = Unsafe.SizeOf<FrameHeader>();
    private readonly byte[] bytes;
    private long end;

    /// <summary>Makes an empty ring.</summary>
    /// <param name="capacityBytes">Its size, at least 4,096; rounded up to a power of two.</param>
    public FrameRing(int capacityBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacityBytes, 4096);
        bytes = new byte[(int)BitOperations.RoundUpToPowerOf2((uint)capacityBytes)];
    }

    /// <summary>Adds a frame; gives its position.</summary>
    public long Add(in FrameHeader header, ReadOnlySpan<byte> frame)
    {
        int need = HeaderBytes + frame.Length;
        int at = AtOf(end);
        if (at + need > bytes.Length)
        {
            // A frame lies in one piece.
            end += bytes.Length - at;
            at = 0;
        }

        MemoryMarshal.Write(bytes.AsSpan(at), header);
        frame.CopyTo(bytes.AsSpan(at + HeaderBytes));
        long position = end;
        end += need;
        return position;
    }

    /// <summary>The frame at a position; false when it was overwritten.</summary>
    public bool TryRead(long position, out FrameHeader header, out ReadOnlySpan<byte> frame)
    {
        header = default;
        frame = default;
        if (position < 0 || position + bytes.Length < end)
        {
            return false;
        }

        int at = AtOf(position);
        header = MemoryMarshal.Read<FrameHeader>(bytes.AsSpan(at));
        frame = bytes.AsSpan(at + HeaderBytes, header.Bytes);
        return true;
    }

    private int AtOf(long position) => (int)(position & (bytes.Length - 1));
}
