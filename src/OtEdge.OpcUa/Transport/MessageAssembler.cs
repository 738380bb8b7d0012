using System.Buffers;

namespace OtEdge.OpcUa.Transport;

/// <summary>
/// Puts the chunks of messages together by their request id, within limits. A message of one chunk is given as it came, without
/// a copy.
/// </summary>
public sealed class MessageAssembler
{
    private readonly List<Unfinished> unfinished = [];
    private Unfinished? finished;

    /// <summary>Makes an assembler for one direction of one channel.</summary>
    public MessageAssembler(AssemblyLimits limits) => Limits = limits;

    /// <summary>The limits that hold; they may be changed at any time.</summary>
    public AssemblyLimits Limits { get; set; }

    /// <summary>What it shares with other assemblers; null: nothing.</summary>
    public AssemblyBudget? Budget { get; set; }

    /// <summary>Bytes of all unfinished messages.</summary>
    public int KeptBytes { get; private set; }

    /// <summary>True when a message is begun and not finished.</summary>
    public bool HasUnfinished => unfinished.Count > 0;

    /// <summary>Takes the body of a chunk.</summary>
    /// <param name="header">The chunk's header.</param>
    /// <param name="requestId">Its request id.</param>
    /// <param name="body">Its body, decrypted, without padding and signature.</param>
    /// <param name="message">With <see cref="FrameStatus.Done"/> the whole message; valid until the next call.</param>
    /// <param name="fault">With <see cref="FrameStatus.Fault"/> what is wrong.</param>
    public FrameStatus Add(
        scoped in ChunkHeader header, uint requestId, ReadOnlySpan<byte> body, out ReadOnlySpan<byte> message, out WireFault fault)
    {
        GiveBackFinished();
        message = default;
        fault = default;
        int index = unfinished.FindIndex(begun => begun.RequestId == requestId);
        if (index < 0 && header.Kind == ChunkKind.Final)
        {
            message = body;
            return Check(body.Length, 1, out fault) ? FrameStatus.Done : FrameStatus.Fault;
        }

        if (header.Kind == ChunkKind.Abort)
        {
            Forget(index);
            return FrameStatus.Aborted;
        }

        if (index < 0)
        {
            return Begin(header.Type, requestId, body, out fault);
        }

        Unfinished entry = unfinished[index];
        if (entry.Type != header.Type)
        {
            fault = new WireFault(WireFaultKind.RequestId, -1, requestId);
            return FrameStatus.Fault;
        }

        if (!Check((long)entry.Count + body.Length, entry.Chunks + 1, out fault) || !CheckKept(body.Length, out fault))
        {
            return FrameStatus.Fault;
        }

        entry.Append(body);
        KeptBytes += body.Length;
        if (header.Kind != ChunkKind.Final)
        {
            return FrameStatus.NeedMore;
        }

        finished = entry;
        message = entry.Buffer.AsSpan(0, entry.Count);
        KeptBytes -= entry.Count;
        unfinished.RemoveAt(index);
        return FrameStatus.Done;
    }

    /// <summary>The message that was given is not needed any more: its memory goes back at once, and not with the next chunk.</summary>
    public void MessageTaken() => GiveBackFinished();

    /// <summary>Forgets everything and gives the memory back.</summary>
    public void Clear()
    {
        GiveBackFinished();
        while (unfinished.Count > 0)
        {
            Forget(unfinished.Count - 1);
        }
    }

    private FrameStatus Begin(MessageType type, uint requestId, ReadOnlySpan<byte> body, out WireFault fault)
    {
        if (unfinished.Count >= Limits.UnfinishedMax)
        {
            fault = new WireFault(WireFaultKind.UnfinishedMessages, Limits.UnfinishedMax, unfinished.Count + 1);
            return FrameStatus.Fault;
        }

        if (!Check(body.Length, 1, out fault) || !CheckKept(body.Length, out fault))
        {
            return FrameStatus.Fault;
        }

        var entry = new Unfinished(type, requestId);
        entry.Append(body);
        KeptBytes += body.Length;
        unfinished.Add(entry);
        return FrameStatus.NeedMore;
    }

    private bool Check(long bytes, int chunks, out WireFault fault)
    {
        fault = bytes > Limits.MessageBytesMax ? new WireFault(WireFaultKind.MessageLength, Limits.MessageBytesMax, bytes)
            : chunks > Limits.ChunksMax ? new WireFault(WireFaultKind.ChunkCount, Limits.ChunksMax, chunks)
            : default;
        return fault.IsNone;
    }

    private bool CheckKept(int more, out WireFault fault)
    {
        long kept = (long)KeptBytes + more;
        fault = kept > Limits.KeptBytesMax ? new WireFault(WireFaultKind.MessageLength, Limits.KeptBytesMax, kept)
            : Budget?.TryTake(more, KeptBytes) == false ? new WireFault(WireFaultKind.UnfinishedMessages, KeptBytes, kept)
            : default;
        return fault.IsNone;
    }

    private void Forget(int index)
    {
        if (index >= 0)
        {
            KeptBytes -= unfinished[index].Count;
            GiveBack(unfinished[index]);
            unfinished.RemoveAt(index);
        }
    }

    private void GiveBackFinished()
    {
        if (finished is not null)
        {
            GiveBack(finished);
            finished = null;
        }
    }

    private void GiveBack(Unfinished entry)
    {
        Budget?.GiveBack(entry.Count);
        ArrayPool<byte>.Shared.Return(entry.Buffer);
    }

    private sealed class Unfinished(MessageType type, uint requestId)
    {
        public MessageType Type { get; } = type;

        public uint RequestId { get; } = requestId;

        public byte[] Buffer { get; private set; } = [];

        public int Count { get; private set; }

        public int Chunks { get; private set; }

        public void Append(ReadOnlySpan<byte> body)
        {
            if (Buffer.Length - Count < body.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Count + body.Length, 2 * Count));
                Buffer.AsSpan(0, Count).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(Buffer);
                Buffer = larger;
            }

            body.CopyTo(Buffer.AsSpan(Count));
            Count += body.Length;
            Chunks++;
        }
    }
}
