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
        var (channelOptions, sessionOptions) = await new DeviceApproach(conduit, certificates, time).FindAsync(cancellation);
        var made = new DeviceNodes(
            await OwnChannel.OpenAsync((conduit.Device.Host, conduit.Device.Port), channelOptions, time, cancellation),
            new ClientSession(sessionOptions),
            time);
        try
        {
            await made.BeginAsync(cancellation);
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

    private async Task BeginAsync(CancellationToken cancellation)
    {
        Check(session.TakeCreated(await AskAsync(session.WriteCreate, cancellation)));
        Check(ClientSession.TakeActivated(await AskAsync(session.WriteActivate, cancellation)));
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
