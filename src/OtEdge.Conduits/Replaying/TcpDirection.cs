namespace OtEdge.Conduits.Replaying;

/// <summary>One direction of a connection: what comes next, and what waits behind a hole.</summary>
internal sealed class TcpDirection
{
    // Without window scaling no receiver can be further ahead; a forged number must not silence the rest of a capture.
    private const int LostAtOnceBytesMax = 65_535;

    private readonly List<WaitingSegment> waiting = [];
    private uint? acknowledged;

    /// <summary>True once a sequence number is known.</summary>
    internal bool IsStarted { get; private set; }

    /// <summary>Sequence number of the first byte that the capture saw.</summary>
    internal uint First { get; private set; }

    /// <summary>Sequence number of the next byte.</summary>
    internal uint Next { get; private set; }

    /// <summary>Sequence number behind the last byte; null until the sender is done.</summary>
    internal uint? End { get; set; }

    /// <summary>Bytes that wait behind a hole.</summary>
    internal int WaitingBytes { get; private set; }

    /// <summary>Segments that wait behind a hole.</summary>
    internal int WaitingSegments => waiting.Count;

    /// <summary>True when the sender is done and all it sent has come.</summary>
    internal bool IsDone => End is { } end && Distance(Next, end) <= 0;

    /// <summary>How far <paramref name="to"/> is ahead of <paramref name="from"/> on the circle of sequence numbers (RFC 9293 section 3.4).</summary>
    internal static int Distance(uint from, uint to) => unchecked((int)(to - from));

    /// <summary>
    /// Bytes that come next and were acknowledged although the capture has not shown them: what their receiver acted on cannot
    /// be told any more, even if a segment with their numbers still comes. 0 when there are none.
    /// </summary>
    internal int LostBytes
    {
        get
        {
            if (acknowledged is not { } number || !IsStarted)
            {
                return 0;
            }

            // The acknowledgement of the end itself counts one more than there are bytes.
            uint to = End is { } end && Distance(end, number) > 0 ? end : number;
            int bytes = Distance(Next, to);
            return waiting.Count > 0 && Distance(waiting[0].Sequence, to) >= 0 ? Math.Max(0, Distance(Next, waiting[0].Sequence))
                : bytes is > 0 and <= LostAtOnceBytesMax ? bytes
                : 0;
        }
    }

    internal void Start(uint sequence)
    {
        IsStarted = true;
        First = sequence;
        Next = sequence;
    }

    internal void Acknowledge(uint number)
    {
        if (acknowledged is not { } before || Distance(before, number) > 0)
        {
            acknowledged = number;
        }
    }

    internal void Advance(int bytes) => Next = unchecked(Next + (uint)bytes);

    internal void Hold(WaitingSegment segment)
    {
        int at = waiting.Count;
        while (at > 0 && Distance(waiting[at - 1].Sequence, segment.Sequence) < 0)
        {
            at--;
        }

        waiting.Insert(at, segment);
        WaitingBytes += segment.Bytes.Length;
    }

    /// <summary>Takes the first segment that waits when nothing is missing in front of it any more.</summary>
    internal bool TryTakeReady(out WaitingSegment segment)
    {
        segment = default;
        if (waiting.Count == 0 || Distance(Next, waiting[0].Sequence) > 0)
        {
            return false;
        }

        segment = waiting[0];
        waiting.RemoveAt(0);
        WaitingBytes -= segment.Bytes.Length;
        return true;
    }

    /// <summary>Bytes that are missing in front of the first segment that waits.</summary>
    internal int HoleBytes => waiting.Count > 0 ? Distance(Next, waiting[0].Sequence) : 0;
}
