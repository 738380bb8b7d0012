using OtEdge.Modbus;

namespace OtEdge.Conduits.Replaying;

/// <summary>
/// Finds the Modbus traffic of a capture. A live stream ends with its first fault; a capture goes on, so after a fault or a gap
/// the next ADU is looked for at the start of each segment.
/// </summary>
public sealed class ModbusReplay : ICapturedStreamSink
{
    private readonly ModbusReplayOptions options;
    private readonly IModbusReplaySink sink;
    private readonly ReplayTotals totals = new();
    private readonly Dictionary<CapturedConnection, ReplayedConnection> connections = [];

    private ModbusReplay(ModbusReplayOptions options, IModbusReplaySink sink)
    {
        this.options = options;
        this.sink = sink;
    }

    /// <summary>Replays a whole capture.</summary>
    /// <param name="capture">The capture from its first byte; not closed.</param>
    /// <param name="options">How it is replayed.</param>
    /// <param name="sink">Takes the traffic.</param>
    /// <returns>What there was; see <see cref="ReplayTotals.Damage"/> for a capture that is cut or no capture at all.</returns>
    /// <exception cref="IOException">The capture cannot be read.</exception>
    public static ReplayTotals Run(Stream capture, ModbusReplayOptions options, IModbusReplaySink sink)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        var replay = new ModbusReplay(options, sink);
        CapturedStreams.Read(capture, new TcpReassembly(options.DevicePort, replay, options.Reassembly), replay.totals);
        return replay.totals;
    }

    /// <inheritdoc/>
    void ICapturedStreamSink.OnBytes(
        CapturedConnection connection, StreamSide side, DateTimeOffset time, ReadOnlySpan<byte> bytes)
    {
        var replayed = Of(connection);
        var direction = replayed.Of(side);
        if (!direction.IsAligned
            && ModbusFraming.TryRead(bytes, options.AduBytesMax, out _, out _) == FrameStatus.Fault)
        {
            totals.SkippedSegments++;
            return;
        }

        var rest = direction.Join(bytes);
        FrameStatus status;
        WireFault fault;
        while ((status = ModbusFraming.TryRead(rest, options.AduBytesMax, out int aduBytes, out fault)) == FrameStatus.Done)
        {
            Take(connection, replayed, side, time, rest[..aduBytes]);
            rest = rest[aduBytes..];
        }

        if (status == FrameStatus.Fault)
        {
            totals.Faults++;
            sink.OnFault(connection, side, time, fault, rest);
            direction.Lose();
        }
        else
        {
            direction.Keep(rest);
        }
    }

    /// <inheritdoc/>
    void ICapturedStreamSink.OnGap(CapturedConnection connection, StreamSide side, long missingBytes)
    {
        totals.Gaps++;
        totals.MissingBytes += missingBytes;
        Lose(Of(connection).Of(side));
    }

    /// <inheritdoc/>
    void ICapturedStreamSink.OnEnd(CapturedConnection connection)
    {
        if (connections.Remove(connection, out var replayed))
        {
            Lose(replayed.FromClient);
            Lose(replayed.FromDevice);
        }
    }

    private ReplayedConnection Of(CapturedConnection connection)
    {
        if (!connections.TryGetValue(connection, out var replayed))
        {
            replayed = new ReplayedConnection(connection.IsMidStream, options);
            connections.Add(connection, replayed);
        }

        return replayed;
    }

    private void Lose(ReplayedDirection direction)
    {
        totals.CutFrames += direction.IsInsideFrame ? 1 : 0;
        direction.Lose();
    }

    private void Take(
        CapturedConnection connection, ReplayedConnection replayed, StreamSide side, DateTimeOffset time, ReadOnlySpan<byte> adu)
    {
        var header = AduHeader.Of(adu);
        if (side == StreamSide.Device)
        {
            totals.Responses++;
            totals.Pairs += replayed.Pairing.TryTake(time, header, out var answered) ? 1 : 0;
            sink.OnReply(connection, time, adu, answered);
            return;
        }

        totals.Requests++;
        AnsweredRequest? pending = null;
        if (ModbusRequest.TryParse(adu, out var request, out _))
        {
            pending = new AnsweredRequest(PendingRequest.Of(request), request.WriteData.ToArray());
        }
        else
        {
            totals.MalformedRequests++;
        }

        replayed.Pairing.Add(time, header, pending);
        sink.OnRequest(connection, time, adu);
    }
}
