using System.Net;
using OtEdge.Conduits.OpcUa;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.OpcUa;
using OtEdge.OpcUa.Transport;

namespace OtEdge.Conduits.Replaying;

/// <summary>
/// Finds the OPC UA traffic of a capture and takes it apart as a conduit does. A live connection ends with its first fault; a
/// capture goes on, so after a fault or a gap the next chunk is looked for at the start of each segment.
/// </summary>
public sealed class OpcUaReplay : ICapturedStreamSink
{
    private readonly OpcUaReplayOptions options;
    private readonly IOperationSink sink;
    private readonly NodePaths paths;
    private readonly ReplayTotals totals = new();
    private readonly Dictionary<CapturedConnection, Replayed> connections = [];
    private readonly Dictionary<CapturedEndpoint, ServerMemory> servers = [];
    private readonly Dictionary<CapturedEndpoint, NamespaceTable> told = [];
    private long keptBytes;

    private OpcUaReplay(OpcUaReplayOptions options, IOperationSink sink, NodePaths paths)
    {
        this.options = options;
        this.sink = sink;
        this.paths = paths;
    }

    /// <summary>Replays a whole capture.</summary>
    /// <param name="capture">The capture from its first byte; not closed.</param>
    /// <param name="options">How it is replayed.</param>
    /// <param name="sink">Takes the operations.</param>
    /// <param name="paths">Takes where nodes are found by browsing.</param>
    /// <returns>What there was; see <see cref="ReplayTotals.Damage"/> for a capture that is cut or no capture at all.</returns>
    /// <exception cref="IOException">The capture cannot be read.</exception>
    public static ReplayTotals Run(Stream capture, OpcUaReplayOptions options, IOperationSink sink, NodePaths paths)
    {
        ArgumentNullException.ThrowIfNull(options);
        var replay = new OpcUaReplay(options, sink, paths);
        CapturedStreams.Read(capture, new TcpReassembly(options.DevicePort, replay, options.Reassembly), replay.totals);
        replay.totals.ServersWithoutNamespaces =
            replay.servers.Values.Count(server => ReferenceEquals(server.Namespaces, NamespaceTable.Unknown));
        return replay.totals;
    }

    /// <summary>The namespaces that the servers of a capture tell first, wherever they do; a replay then knows them from the start.</summary>
    /// <param name="capture">The capture from its first byte; not closed.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="IOException">The capture cannot be read.</exception>
    public static IReadOnlyDictionary<CapturedEndpoint, NamespaceTable> ReadNamespaces(Stream capture, OpcUaReplayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var replay = new OpcUaReplay(options, new NoSink(), new NodePaths());
        CapturedStreams.Read(capture, new TcpReassembly(options.DevicePort, replay, options.Reassembly), replay.totals);
        return replay.told;
    }

    /// <inheritdoc/>
    void ICapturedStreamSink.OnBytes(CapturedConnection connection, StreamSide side, DateTimeOffset time, ReadOnlySpan<byte> bytes)
    {
        Replayed replayed = Of(connection);
        CapturedChunks direction = replayed.Of(side);
        int before = replayed.KeptBytes;
        if (keptBytes + bytes.Length > options.KeptBytesMax || !direction.TryAdd(bytes))
        {
            totals.SkippedSegments++;
            Lose(replayed, side);
        }
        else
        {
            Take(replayed, side, time);
        }

        keptBytes += replayed.KeptBytes - before;
        NoteNamespaces(connection.Device);
    }

    /// <inheritdoc/>
    void ICapturedStreamSink.OnGap(CapturedConnection connection, StreamSide side, long missingBytes)
    {
        totals.Gaps++;
        totals.MissingBytes += missingBytes;
        Replayed replayed = Of(connection);
        int before = replayed.KeptBytes;
        Lose(replayed, side);
        keptBytes += replayed.KeptBytes - before;
    }

    /// <inheritdoc/>
    void ICapturedStreamSink.OnEnd(CapturedConnection connection)
    {
        if (connections.Remove(connection, out Replayed? replayed))
        {
            keptBytes -= replayed.KeptBytes;
            Lose(replayed, StreamSide.Client);
            Lose(replayed, StreamSide.Device);
        }
    }

    private void Take(Replayed replayed, StreamSide side, DateTimeOffset time)
    {
        CapturedChunks direction = replayed.Of(side);
        FrameStatus status;
        WireFault fault;
        while ((status = direction.TryTake(out ChunkHeader header, out ReadOnlySpan<byte> chunk, out fault)) == FrameStatus.Done)
        {
            fault = replayed.Channel.Take(side, time, header, chunk);
            if (!fault.IsNone)
            {
                break;
            }
        }

        if (status == FrameStatus.NeedMore)
        {
            return;
        }

        totals.Faults++;
        Lose(replayed, side);
        if (side == StreamSide.Client)
        {
            replayed.Channel.TakeUnreadable(time);
        }
    }

    private void Lose(Replayed replayed, StreamSide side)
    {
        CapturedChunks direction = replayed.Of(side);
        totals.CutFrames += (direction.KeptBytes > 0 ? 1 : 0) + replayed.Channel.Lose(side);
        direction.Lose();
    }

    private void NoteNamespaces(CapturedEndpoint device)
    {
        if (!told.ContainsKey(device) && servers[device].Namespaces is { } table && !ReferenceEquals(table, NamespaceTable.Unknown))
        {
            told.Add(device, table);
        }
    }

    private Replayed Of(CapturedConnection connection)
    {
        if (connections.TryGetValue(connection, out Replayed? replayed))
        {
            return replayed;
        }

        if (!servers.TryGetValue(connection.Device, out ServerMemory? server))
        {
            servers.Add(connection.Device, server = new ServerMemory());
            if (options.Namespaces.TryGetValue(connection.Device, out NamespaceTable? known))
            {
                server.Learn(known.Uris);
            }
        }

        IPAddress address = connection.Client.ToIPEndPoint().Address;
        var client = new ClientIdentity(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        replayed = new Replayed(new CapturedChannel(new CapturedJudge(sink, paths, client), server, options.Keys, totals), !connection.IsMidStream);
        connections.Add(connection, replayed);
        return replayed;
    }

    private sealed class Replayed(CapturedChannel channel, bool isAligned)
    {
        private readonly CapturedChunks fromClient = new(isAligned);
        private readonly CapturedChunks fromDevice = new(isAligned);

        internal CapturedChannel Channel => channel;

        internal int KeptBytes => fromClient.KeptBytes + fromDevice.KeptBytes + channel.KeptBytes;

        internal CapturedChunks Of(StreamSide side) => side == StreamSide.Client ? fromClient : fromDevice;
    }

    private sealed class NoSink : IOperationSink
    {
        public void Begin(in ReplayedRequest request)
        {
        }

        public void Take(in Operation operation)
        {
        }

        public void Take(NodeClient client, in NodeOperation operation, NamespaceTable namespaces)
        {
        }

        public void Learn(NodeClient client, in NodeSpan node, in NodeValue value, NamespaceTable namespaces)
        {
        }

        public void TakeMalformed(in Operation malformed, in Operation widest)
        {
        }

        public void Learn(byte unit, SpaceRange range, ReadOnlySpan<byte> data)
        {
        }

        public void LearnMask(byte unit, int address, ushort andMask, ushort orMask)
        {
        }
    }
}
