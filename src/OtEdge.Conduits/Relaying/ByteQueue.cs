using System.Buffers;

namespace OtEdge.Conduits.Relaying;

/// <summary>Bytes that wait, in order and in one piece; takes its memory from the shared pool and gives it back when it runs empty.</summary>
/// <remarks>A mutable value: keep it in a field that is not read-only, and never copy it.</remarks>
internal struct ByteQueue
{
    private byte[]? buffer;
    private int start;
    private int end;

    /// <summary>Bytes that wait.</summary>
    public readonly int Count => end - start;

    /// <summary>True when nothing waits.</summary>
    public readonly bool IsEmpty => end == start;

    /// <summary>What waits, oldest first; valid until the next change.</summary>
    public readonly ReadOnlySpan<byte> Bytes => buffer.AsSpan(start, end - start);

    /// <summary>What waits as memory, for transports that send it asynchronously; valid until the next change.</summary>
    public readonly Memory<byte> Memory => buffer.AsMemory(start, end - start);

    /// <summary>Adds bytes at the end.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (buffer is null || buffer.Length - end < bytes.Length)
        {
            MakeRoom(bytes.Length);
        }

        bytes.CopyTo(buffer.AsSpan(end));
        end += bytes.Length;
    }

    /// <summary>Takes bytes away from the front.</summary>
    /// <param name="count">At most <see cref="Count"/>.</param>
    public void Remove(int count)
    {
        start += count;
        if (start >= end)
        {
            Clear();
        }
    }

    /// <summary>Throws away what waits and gives the memory back.</summary>
    public void Clear()
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        buffer = null;
        start = end = 0;
    }

    private void MakeRoom(int more)
    {
        int count = Count;
        if (buffer is not null && buffer.Length - count >= more)
        {
            buffer.AsSpan(start, count).CopyTo(buffer);
        }
        else
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(count + more, 2 * count));
            buffer.AsSpan(start, count).CopyTo(larger);
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            buffer = larger;
        }

        start = 0;
        end = count;
    }
}
