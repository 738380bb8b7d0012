using OtEdge.Conduits.OpcUa;
using OtEdge.Conduits.Relaying;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.Replaying;

/// <summary>One direction of a captured OPC UA connection: its chunks, and where their start is known.</summary>
internal sealed class CapturedChunks(bool isAligned)
{
    private ByteQueue kept;
    private int taken;

    /// <summary>True when the next byte begins a chunk, or goes on with one.</summary>
    internal bool IsAligned { get; private set; } = isAligned;

    /// <summary>Bytes of a chunk whose rest has not come yet.</summary>
    internal int KeptBytes => kept.Count - taken;

    /// <summary>Adds what one segment brought.</summary>
    /// <returns>False when no chunk begins with it, although one had to be found first.</returns>
    internal bool TryAdd(ReadOnlySpan<byte> bytes)
    {
        if (!IsAligned && ChunkFraming.TryRead(bytes, ChunkLimits.BytesMax, out _, out _) == FrameStatus.Fault)
        {
            return false;
        }

        IsAligned = true;
        kept.Append(bytes);
        return true;
    }

    /// <summary>Takes the next chunk.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="chunk">The chunk; valid until the next call.</param>
    /// <param name="fault">What is wrong with the bytes.</param>
    internal FrameStatus TryTake(out ChunkHeader header, out ReadOnlySpan<byte> chunk, out WireFault fault)
    {
        kept.Remove(taken);
        taken = 0;
        FrameStatus status = ChunkFraming.TryRead(kept.Bytes, ChunkLimits.BytesMax, out header, out fault);
        chunk = default;
        if (status == FrameStatus.Done)
        {
            taken = header.Bytes;
            chunk = kept.Bytes[..taken];
        }

        return status;
    }

    /// <summary>Forgets what was kept; the next chunk must be found at the start of a segment.</summary>
    internal void Lose()
    {
        IsAligned = false;
        taken = 0;
        kept.Clear();
    }
}
