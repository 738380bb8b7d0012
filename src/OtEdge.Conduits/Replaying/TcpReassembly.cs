namespace OtEdge.Conduits.Replaying;

/// <summary>
/// Puts the segments of a capture together to streams, in bounded memory: reordering, retransmission, overlap, loss, capture
/// from the middle, reset, and ports used again.
/// </summary>
/// <remarks>
/// What its receiver has acknowledged before the capture shows it is a gap, as Wireshark and Zeek have it too; so is a hole behind
/// which too much waits, and one at the end. Where segments overlap, what came first holds.
/// </remarks>
public sealed class TcpReassembly
{
    private readonly ushort devicePort;
    private readonly ICapturedStreamSink sink;
    private readonly TcpReassemblyLimits limits;
    private readonly Dictionary<(CapturedEndpoint Client, CapturedEndpoint Device), CapturedConnection> connections = [];
    private readonly LinkedList<CapturedConnection> byRecency = [];
    private long waitingBytesInAll;

    /// <summary>Prepares reassembly.</summary>
    /// <param name="devicePort">TCP port of the devices; connections without it are left out.</param>
    /// <param name="sink">Takes the streams.</param>
    /// <param name="limits">Limits of memory; null: the defaults.</param>
    public TcpReassembly(ushort devicePort, ICapturedStreamSink sink, TcpReassemblyLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        this.devicePort = devicePort;
        this.sink = sink;
        this.limits = limits ?? new TcpReassemblyLimits();
    }

    /// <summary>Connections seen so far.</summary>
    public int Connections { get; private set; }

    /// <summary>Segments left out because all they carry had come before.</summary>
    public long Retransmissions { get; private set; }

    /// <summary>Bytes that wait behind holes now.</summary>
    public long WaitingBytes => waitingBytesInAll;

    /// <summary>Takes the next segment of the capture.</summary>
    public void Add(in TcpSegment segment)
    {
        if (Find(segment, out var side) is not { } connection)
        {
            return;
        }

        var sender = side == StreamSide.Client ? connection.FromClient : connection.FromDevice;
        var receiver = side == StreamSide.Client ? connection.FromDevice : connection.FromClient;
        uint sequence = segment.Sequence;
        if (segment.IsSyn)
        {
            connection.HasSyn = true;
            sequence = unchecked(sequence + 1);
        }

        if (!sender.IsStarted && (segment.IsSyn || !segment.Payload.IsEmpty || segment.MissingBytes > 0))
        {
            sender.Start(sequence);
        }

        if (segment.IsAck)
        {
            receiver.Acknowledge(segment.Acknowledged);
            Settle(connection, Opposite(side), receiver);
        }

        if (!segment.Payload.IsEmpty || segment.MissingBytes > 0)
        {
            Take(connection, side, sender, new Piece(sequence, segment.Time, segment.Payload, segment.MissingBytes));
        }

        if (segment.IsFin)
        {
            sender.End = unchecked(sequence + (uint)segment.Payload.Length + (uint)segment.MissingBytes);
        }

        if (segment.IsReset || (sender.IsDone && receiver.IsDone))
        {
            Close(connection);
        }
    }

    /// <summary>Ends every connection: what waits behind holes is given out, with gaps.</summary>
    public void Complete()
    {
        foreach (var connection in byRecency)
        {
            Close(connection);
        }

        byRecency.Clear();
        connections.Clear();
    }

    private static StreamSide Opposite(StreamSide side) => side == StreamSide.Client ? StreamSide.Device : StreamSide.Client;

    private CapturedConnection? Find(in TcpSegment segment, out StreamSide side)
    {
        side = SideOf(segment);
        var (client, device) = side == StreamSide.Client
            ? (segment.Source, segment.Destination)
            : (segment.Destination, segment.Source);
        if (device.Port != devicePort)
        {
            return null;
        }

        bool isKnown = connections.TryGetValue((client, device), out var connection);
        if (isKnown && segment.IsSyn && IsAnother(connection!, side, segment.Sequence))
        {
            Remove(connection!);
            isKnown = false;
        }

        if (isKnown)
        {
            byRecency.Remove(connection!.Recency!);
            byRecency.AddLast(connection.Recency!);
            return connection.IsClosed ? null : connection;
        }

        // What is left of a connection that ended before the capture began is no new one.
        bool begins = segment.IsSyn || !segment.Payload.IsEmpty || segment.MissingBytes > 0;
        return begins ? Begin(client, device) : null;
    }

    // With the device's port on both sides the connection tells, and before there is one, who answers whom.
    private StreamSide SideOf(in TcpSegment segment)
    {
        if (segment.Source.Port != devicePort || segment.Destination.Port != devicePort)
        {
            return segment.Source.Port == devicePort ? StreamSide.Device : StreamSide.Client;
        }

        return connections.ContainsKey((segment.Destination, segment.Source))
            || (segment.IsSyn && segment.IsAck && !connections.ContainsKey((segment.Source, segment.Destination)))
            ? StreamSide.Device
            : StreamSide.Client;
    }

    private static bool IsAnother(CapturedConnection connection, StreamSide side, uint sequence)
    {
        var sender = side == StreamSide.Client ? connection.FromClient : connection.FromDevice;
        return sender.IsStarted ? sender.First != unchecked(sequence + 1) : connection.IsClosed;
    }

    private CapturedConnection Begin(CapturedEndpoint client, CapturedEndpoint device)
    {
        if (connections.Count >= limits.Connections)
        {
            Remove(byRecency.First!.Value);
        }

        Connections++;
        var connection = new CapturedConnection(Connections, client, device);
        connection.Recency = byRecency.AddLast(connection);
        connections.Add((client, device), connection);
        return connection;
    }

    private void Remove(CapturedConnection connection)
    {
        Close(connection);
        byRecency.Remove(connection.Recency!);
        connections.Remove((connection.Client, connection.Device));
    }

    private void Close(CapturedConnection connection)
    {
        if (connection.IsClosed)
        {
            return;
        }

        connection.IsClosed = true;
        GiveHolesUp(connection, StreamSide.Client, connection.FromClient);
        GiveHolesUp(connection, StreamSide.Device, connection.FromDevice);
        sink.OnEnd(connection);
    }

    private void Take(CapturedConnection connection, StreamSide side, TcpDirection direction, in Piece piece)
    {
        if (TcpDirection.Distance(direction.Next, piece.Sequence) > 0)
        {
            direction.Hold(new WaitingSegment(piece.Sequence, piece.Time, piece.Bytes.ToArray(), piece.MissingBytes));
            waitingBytesInAll += piece.Bytes.Length;
        }
        else
        {
            Deliver(connection, side, direction, piece);
            GiveReadyOut(connection, side, direction);
        }

        Settle(connection, side, direction);
    }

    private void Settle(CapturedConnection connection, StreamSide side, TcpDirection direction)
    {
        while (direction.LostBytes is > 0 and var lostBytes)
        {
            GiveUp(connection, side, direction, lostBytes);
        }

        while (direction.WaitingBytes > limits.WaitingBytesMax
            || direction.WaitingSegments > limits.WaitingSegmentsMax
            || (direction.WaitingBytes > 0 && waitingBytesInAll > limits.WaitingBytesInAllMax))
        {
            GiveUp(connection, side, direction, direction.HoleBytes);
        }
    }

    private void GiveHolesUp(CapturedConnection connection, StreamSide side, TcpDirection direction)
    {
        while (direction.WaitingSegments > 0)
        {
            GiveUp(connection, side, direction, direction.HoleBytes);
        }
    }

    private void GiveUp(CapturedConnection connection, StreamSide side, TcpDirection direction, int bytes)
    {
        direction.Advance(bytes);
        sink.OnGap(connection, side, bytes);
        GiveReadyOut(connection, side, direction);
    }

    private void GiveReadyOut(CapturedConnection connection, StreamSide side, TcpDirection direction)
    {
        while (direction.TryTakeReady(out var waiting))
        {
            waitingBytesInAll -= waiting.Bytes.Length;
            Deliver(connection, side, direction, new Piece(waiting.Sequence, waiting.Time, waiting.Bytes, waiting.MissingBytes));
        }
    }

    private void Deliver(CapturedConnection connection, StreamSide side, TcpDirection direction, in Piece piece)
    {
        // As 64 bits: half the circle of sequence numbers does not fit an int.
        long known = unchecked(direction.Next - piece.Sequence);
        long newBytes = piece.Bytes.Length - known;
        int missing = (int)Math.Clamp(newBytes + piece.MissingBytes, 0, piece.MissingBytes);
        if (newBytes <= 0 && missing == 0)
        {
            Retransmissions++;
            return;
        }

        if (newBytes > 0)
        {
            direction.Advance((int)newBytes);
            sink.OnBytes(connection, side, piece.Time, piece.Bytes[(int)known..]);
        }

        if (missing > 0)
        {
            direction.Advance(missing);
            sink.OnGap(connection, side, missing);
        }
    }

    private readonly ref struct Piece(uint sequence, DateTimeOffset time, ReadOnlySpan<byte> bytes, int missingBytes)
    {
        public uint Sequence { get; } = sequence;

        public DateTimeOffset Time { get; } = time;

        public ReadOnlySpan<byte> Bytes { get; } = bytes;

        public int MissingBytes { get; } = missingBytes;
    }
}
