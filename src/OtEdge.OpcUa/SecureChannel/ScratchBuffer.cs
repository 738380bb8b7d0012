using System.Buffers;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>Memory in which chunks are decrypted, taken from the shared pool.</summary>
internal sealed class ScratchBuffer
{
    private const int KeptBytesMax = 16 * 1024;
    private byte[] bytes = [];

    /// <summary>A copy of a chunk; valid until the next call.</summary>
    public Span<byte> Copy(ReadOnlySpan<byte> chunk)
    {
        if (bytes.Length < chunk.Length)
        {
            Clear();
            bytes = ArrayPool<byte>.Shared.Rent(chunk.Length);
        }

        chunk.CopyTo(bytes);
        return bytes.AsSpan(0, chunk.Length);
    }

    /// <summary>Lets go of memory that a long chunk has needed.</summary>
    public void Shrink()
    {
        if (bytes.Length > KeptBytesMax)
        {
            Clear();
        }
    }

    /// <summary>Lets go of everything; what was decrypted does not stay in the pool.</summary>
    public void Clear()
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
            bytes = [];
        }
    }
}
