using OtEdge.Conduits.Relaying;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.OpcUa;

/// <summary>The chunks of a request that is not whole, as they came: they go on, or not, once it can be judged.</summary>
/// <param name="budget">What all connections may keep together.</param>
internal sealed class HeldRequest(AssemblyBudget budget)
{
    private ByteQueue chunks;

    /// <summary>The chunks; empty: none.</summary>
    public ReadOnlySpan<byte> Chunks => chunks.Bytes;

    /// <summary>How many bytes they are.</summary>
    public int Bytes => chunks.Count;

    /// <summary>Their request; null: none is unfinished.</summary>
    public uint? RequestId { get; private set; }

    /// <summary>Keeps a chunk; false when no more can be kept.</summary>
    public bool TryAdd(uint requestId, ReadOnlySpan<byte> chunk)
    {
        if (!budget.TryTake(chunk.Length, Bytes))
        {
            return false;
        }

        chunks.Append(chunk);
        RequestId = requestId;
        return true;
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        budget.GiveBack(Bytes);
        chunks.Clear();
        RequestId = null;
    }
}
