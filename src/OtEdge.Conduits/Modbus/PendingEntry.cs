using System.Buffers;
using OtEdge.Modbus;

namespace OtEdge.Conduits.Modbus;

/// <summary>A request that was forwarded and waits for its reply.</summary>
internal struct PendingEntry
{
    /// <summary>What its reply is checked by.</summary>
    public PendingRequest Request;

    /// <summary>When it was sent to the device.</summary>
    public long SentTicks;

    /// <summary>When the device has taken too long.</summary>
    public long DueTicks;

    /// <summary>True for a request that the protocol does not allow: its reply cannot be checked.</summary>
    public bool IsUnchecked;

    /// <summary>True when the client was answered in the device's place: a late reply is thrown away.</summary>
    public bool IsOverdue;

    /// <summary>A copy of what it writes, from the shared pool, when rules learn from it; null otherwise.</summary>
    public byte[]? Written;

    /// <summary>Bytes in <see cref="Written"/>.</summary>
    public int WrittenBytes;

    /// <summary>Keeps what is written until it is acknowledged.</summary>
    public void Keep(ReadOnlySpan<byte> written)
    {
        if (!written.IsEmpty)
        {
            Written = ArrayPool<byte>.Shared.Rent(written.Length);
            WrittenBytes = written.Length;
            written.CopyTo(Written);
        }
    }

    /// <summary>Gives the copy back.</summary>
    public void Release()
    {
        if (Written is not null)
        {
            ArrayPool<byte>.Shared.Return(Written);
            Written = null;
        }
    }
}
