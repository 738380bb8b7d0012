namespace OtEdge.Conduits.Replaying;

/// <summary>Bytes of one direction that have not become an ADU yet, and whether the start of one is known.</summary>
internal sealed class ReplayedDirection(bool isAligned)
{
    private byte[] buffer = [];
    private int start;
    private int end;

    /// <summary>True when the next byte begins an ADU, or the rest of one.</summary>
    internal bool IsAligned { get; private set; } = isAligned;

    /// <summary>What has not been taken yet.</summary>
    internal ReadOnlySpan<byte> Rest => buffer.AsSpan(start..end);

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        int rest = end - start;
        if (end + bytes.Length > buffer.Length)
        {
            // What is left of an ADU is short; the buffer grows to the longest segment and no further.
            byte[] target = rest + bytes.Length > buffer.Length ? new byte[rest + bytes.Length] : buffer;
            buffer.AsSpan(start, rest).CopyTo(target);
            (buffer, start, end) = (target, 0, rest);
        }

        bytes.CopyTo(buffer.AsSpan(end));
        end += bytes.Length;
    }

    internal void Drop(int bytes) => start += bytes;

    internal void Align() => IsAligned = true;

    /// <summary>Forgets what is left; the next ADU must be found at the start of a segment.</summary>
    internal void Lose()
    {
        IsAligned = false;
        start = 0;
        end = 0;
    }
}
