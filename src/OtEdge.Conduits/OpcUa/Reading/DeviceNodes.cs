using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic.Regimes;
using OtEdge.Core.Zones;
using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Sessions;
using OtEdge.OpcUa.Types;

namespace OtEdge.Conduits.OpcUa.Reading;

/// <summary>
/// A session of OtEdge's own with a device, in which it reads nodes: one question at a time. What the device calls its namespaces holds
/// for as long as the connection does, so a device that was restarted is asked anew. Not thread-safe.
/// </summary>
public sealed class DeviceNodes : IAsyncDisposable
{
    private const int NodesAtOnceMax = 50;
    private static readonly TimeSpan ClosingLongest = TimeSpan.FromSeconds(1);
    private static readonly NodeId NamespaceArray = new(0, ReplyLearning.NamespaceArray);
    private readonly OwnChannel channel;
    private readonly ClientSession session;
    private readonly TimeProvider time;
    private readonly Dictionary<NodeIdentity, NodeId?> rangeNodes = [];
    private NamespaceTable namespaces = NamespaceTable.Unknown;

    private DeviceNodes(OwnChannel channel, ClientSession session, TimeProvider time)
    {
        this.channel = channel;
        this.session = session;
        this.time = time;
    }

    /// <summary>The device's namespaces.</summary>
    public NamespaceTable Namespaces => namespaces;

    /// <summary>Connects, makes a session and learns the device's namespaces.</summary>
    /// <param name="conduit">An OPC UA conduit.</param>
    /// <param name="certificates">Own certificates and trust.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">It could not be done; the message says why, and what to do.</exception>
    public static async Task<DeviceNodes> OpenAsync(
        Conduit conduit, IConduitCertificates certificates, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(conduit);
        DeviceWay way = await new DeviceApproach(conduit, certificates, time).FindAsync(cancellation);
        var made = new DeviceNodes(
            await OwnChannel.OpenAsync((conduit.Device.Host, conduit.Device.Port), way.Channel, time, cancellation), new ClientSession(way.Session), time);
        try
        {
            await made.BeginAsync(way, cancellation);
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the values of nodes.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="cancellation">Gives up; the session is of no more use then.</param>
    /// <returns>As many readings, in the same order.</returns>
    /// <exception cref="IOException">The session broke off; the message says why.</exception>
    public async Task<IReadOnlyList<NodeReading>> ReadAsync(IReadOnlyList<NodeIdentity> nodes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        List<NodeReading> readings = [];
        foreach (NodeIdentity[] some in nodes.Chunk(NodesAtOnceMax))
        {
            NodeIdentity[] known = [.. some.Where(node => namespaces.IndexOf(node.NamespaceUri) >= 0)];
            IReadOnlyList<byte[]> values = known.Length == 0 ? [] : await ReadValuesAsync([.. known.Select(IdOf)], cancellation);
            DateTimeOffset now = time.GetUtcNow();
            int next = 0;
            readings.AddRange(some.Select(node => namespaces.IndexOf(node.NamespaceUri) < 0
                ? new NodeReading(node, null, $"cannot be read: the device has no namespace {node.NamespaceUri}")
                : ReadingOf(node, values[next++], now)));
        }

        return readings;
    }

    /// <summary>Reads the EURanges of variables (OPC 10000-8 cl. 5.3.2.4).</summary>
    /// <param name="nodes">The variables.</param>
    /// <param name="cancellation">Gives up; the session is of no more use then.</param>
    /// <returns>As many ranges, in the same order; null where the device tells none.</returns>
    /// <exception cref="IOException">The session broke off; the message says why.</exception>
    public async Task<IReadOnlyList<EURange?>> ReadEURangesAsync(IReadOnlyList<NodeIdentity> nodes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        NodeIdentity[] strange = [.. nodes.Where(node => !rangeNodes.ContainsKey(node) && namespaces.IndexOf(node.NamespaceUri) >= 0)];
        foreach (NodeIdentity[] some in strange.Chunk(NodesAtOnceMax))
        {
            NodeId[] ids = [.. some.Select(IdOf)];
            byte[] answer = await AskAsync((writer, now) => session.WriteFindProperty(writer, ids, "EURange", now), cancellation);

            // A device that cannot be asked tells no ranges; its other values are read all the same.
            bool isAnswered = ClientSession.TakeProperties(answer, ids.Length, out IReadOnlyList<NodeId?> properties) is null;
            for (int i = 0; i < some.Length; i++)
            {
                rangeNodes[some[i]] = isAnswered ? properties[i] : null;
            }
        }

        var found = new Dictionary<NodeIdentity, EURange?>();
        NodeIdentity[] told = [.. nodes.Where(node => rangeNodes.GetValueOrDefault(node) is not null)];
        foreach (NodeIdentity[] some in told.Chunk(NodesAtOnceMax))
        {
            IReadOnlyList<byte[]> values = await ReadValuesAsync([.. some.Select(node => rangeNodes[node]!)], cancellation);
            for (int i = 0; i < some.Length; i++)
            {
                found[some[i]] = RangeOf(values[i]);
            }
        }

        return [.. nodes.Select(node => found.GetValueOrDefault(node))];
    }

    /// <summary>Ends the session and hangs up; the device is told and not waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            var farewell = new UaWriter();
            session.WriteClose(farewell, time.GetUtcNow());
            using var patience = new CancellationTokenSource(ClosingLongest);
            await channel.SayAsync(farewell.Written.ToArray(), patience.Token);
        }
        catch (Exception fault) when (fault is System.Net.Sockets.SocketException or OperationCanceledException)
        {
            // The device has gone already.
        }

        await channel.DisposeAsync();
    }

    private static NodeReading ReadingOf(NodeIdentity node, byte[] dataValue, DateTimeOffset now)
    {
        DataValueRef value = new UaReader(dataValue).DataValue();
        if (StatusCodes.IsBad(value.Status))
        {
            return new NodeReading(node, null, $"cannot be read: the device says 0x{value.Status:X8} of {node}");
        }

        NodeValue judged = NodeSpans.Of(value);
        return judged.IsNotGood
            ? new NodeReading(node, null, $"cannot be relied on: the device says 0x{value.Status:X8} of {node}")
            : new NodeReading(node, TagReading.Of(judged, now));
    }

    // The structure Range in its binary encoding: i=886, low and high as doubles (OPC 10000-8 cl. 5.6.2).
    private static EURange? RangeOf(byte[] dataValue)
    {
        const uint RangeBinary = 886;
        DataValueRef value = new UaReader(dataValue).DataValue();
        if (StatusCodes.IsBad(value.Status) || value.Value is not { Type: BuiltInType.ExtensionObject, IsArray: false })
        {
            return null;
        }

        ExtensionObjectRef structure = new UaReader(value.Value.Values).ExtensionObject();
        var reader = new UaReader(structure.Body);
        var range = new EURange(reader.Double(), reader.Double());
        reader.End();
        return structure.Encoding == ExtensionObjectEncoding.Binary && structure.TypeId.IsStandard(RangeBinary) && !reader.HasFailed && range.IsUsable
            ? range
            : null;
    }

    private async Task BeginAsync(DeviceWay way, CancellationToken cancellation)
    {
        Check(session.TakeCreated(await AskAsync(session.WriteCreate, cancellation)));
        CarriedUser user = way.User(session.ServerNonce);
        Check(ClientSession.TakeActivated(await AskAsync((writer, now) => session.WriteActivate(writer, user.Token.Span, user.Proof, now), cancellation)));
        IReadOnlyList<byte[]> values = await ReadValuesAsync([NamespaceArray], cancellation);
        namespaces = new NamespaceTable(Answers.Namespaces(values[0]) ?? throw new IOException("the device does not tell its namespaces"));
    }

    private async Task<IReadOnlyList<byte[]>> ReadValuesAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancellation)
    {
        byte[] answer = await AskAsync((writer, now) => session.WriteRead(writer, nodes, now), cancellation);
        Check(ClientSession.TakeRead(answer, nodes.Count, out IReadOnlyList<byte[]> values));
        return values;
    }

    private async Task<byte[]> AskAsync(Action<UaWriter, DateTimeOffset> write, CancellationToken cancellation)
    {
        var question = new UaWriter();
        write(question, time.GetUtcNow());
        return await channel.AskAsync(question.Written.ToArray(), cancellation);
    }

    private NodeId IdOf(NodeIdentity node)
    {
        ushort index = (ushort)namespaces.IndexOf(node.NamespaceUri);
        return node.Kind switch
        {
            Core.Policy.Nodes.NodeIdKind.Numeric => new NodeId(index, node.Number),
            Core.Policy.Nodes.NodeIdKind.String => new NodeId(OtEdge.OpcUa.Types.NodeIdKind.String, index, node.Bytes),
            Core.Policy.Nodes.NodeIdKind.Guid => new NodeId(OtEdge.OpcUa.Types.NodeIdKind.Guid, index, node.Bytes),
            _ => new NodeId(OtEdge.OpcUa.Types.NodeIdKind.Opaque, index, node.Bytes),
        };
    }

    private static void Check(string? problem)
    {
        if (problem is not null)
        {
            throw new IOException($"the device {problem}");
        }
    }
}
