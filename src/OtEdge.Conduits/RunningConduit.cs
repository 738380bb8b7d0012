using System.Net;
using OtEdge.Conduits.OpcUa.Reverse;
using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.Conduits.Recording;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits;

/// <summary>A conduit that listens and relays; every member may be used from any thread.</summary>
public sealed class RunningConduit
{
    private readonly ConduitContext context;
    private readonly TimeProvider time;
    private readonly Lazy<Task> closing;
    private IDisposable? listener;

    internal RunningConduit(ConduitContext context, IPEndPoint localEndPoint, TimeProvider time)
    {
        this.context = context;
        this.time = time;
        LocalEndPoint = localEndPoint;
        closing = new Lazy<Task>(CloseOnLoopAsync);
    }

    /// <summary>Its index in the data plane, as findings carry it; never used twice.</summary>
    public int Index => context.Index;

    /// <summary>What the settings declare.</summary>
    public Conduit Conduit => context.Conduit;

    /// <summary>Where it really listens; the port is the one taken when the settings say 0.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>What it judges by.</summary>
    public ConduitSnapshot Snapshot => context.Snapshot;

    /// <summary>The monotonic time (100 ns) that <see cref="ConduitSnapshot.FallbackAtTicks"/> is measured in.</summary>
    public long NowTicks => LoopClock.MonotonicTicks(time);

    /// <summary>Counters since it was opened.</summary>
    public TrafficTotals Totals => context.Counters.Read();

    /// <summary>What OtEdge itself has added to requests and replies since it was opened.</summary>
    public AddedLatency AddedLatency => context.AddedLatency.Read();

    /// <summary>The same, each length of time by itself; those that never happened are left out.</summary>
    public IReadOnlyList<LatencyCount> LatencyCounts() => context.AddedLatency.Counts();

    /// <summary>How long the device took to answer since it was opened, each length of time by itself; one that did not answer in time
    /// counts with the time that it was given.</summary>
    public IReadOnlyList<LatencyCount> AnswerTimes() => context.AnswerTimes.Counts();

    /// <summary>What the candidate of <see cref="ConduitSnapshot.Shadow"/> made of the traffic since it is shadowed.</summary>
    public ShadowTotals ShadowTotals => context.ShadowTotals;

    /// <summary>True while the loop that it lives on stands still: nothing passes, neither requests nor new connections.</summary>
    public bool IsStalled => context.Loop.Pulse.IsStalled;

    /// <summary>Client connections open now.</summary>
    public int ClientConnections => context.Clients;

    /// <summary>Device connections open or being made now.</summary>
    public int DeviceConnections => context.Gate.PlacesTaken;

    /// <summary>How the connections stand that are made the other way round; null: there are none.</summary>
    public ReverseConnectState? ReverseConnect => Reverse?.State;

    /// <summary>The client connections open now, in the order of their arrival.</summary>
    public IReadOnlyList<OpenConnection> Connections =>
    [
        .. context.Sessions
            .Select(session => new OpenConnection
            {
                Client = session.ClientEnd,
                Since = session.Since,
                BytesFromClient = session.BytesFromClient,
                BytesFromDevice = session.BytesFromDevice,
                HasDevice = session.DeviceState is DeviceState.Open or DeviceState.Connecting,
                IsOpaque = session.IsOpaque,
                Security = session.Security,
            })
            .OrderBy(connection => connection.Since),
    ];

    /// <summary>Judges by another snapshot from the next frame on; drops no connection.</summary>
    public void Apply(ConduitSnapshot next)
    {
        ArgumentNullException.ThrowIfNull(next);
        context.Snapshot = next;
    }

    /// <summary>
    /// Tells <see cref="IFlowSink.TakeTag"/> of values of these tags that pass from now on, in place of those watched before; one
    /// that was on its way may still come, under its old index. Nothing is told when the data plane has no flow sink.
    /// </summary>
    public void Watch(IReadOnlyList<Tag> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        if (context.Recorder is { } recorder)
        {
            recorder.Tags = tags.Count == 0 ? null : new TagWatch(tags);
        }
    }

    /// <summary>Tells <see cref="IFlowSink.TakeReading"/> of values of these OPC UA nodes that pass from now on, in place of those before.</summary>
    public void Watch(IReadOnlyList<WatchedNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        if (context.Recorder is { } recorder)
        {
            recorder.Nodes = nodes.Count == 0 ? null : new NodeWatch(nodes);
        }
    }

    /// <summary>The EURanges of the device as far as they are known.</summary>
    public EURangeTable EURanges => context.EURanges;

    /// <summary>True when rules that hold or are tried limit written values by the EURange of nodes.</summary>
    public bool HasEURanges => Posture.Rules.HasEURanges || Snapshot.Shadow is { HasEURanges: true };

    /// <summary>Takes in what is known of EURanges now.</summary>
    public void Learn(EURangeTable ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        context.Loop.Post(() => context.Learn(ranges));
    }

    /// <summary>The nodes whose EURange should be known: those that rules name, and those that clients have read or written; at most 1,024.</summary>
    public Task<IReadOnlyList<NodeIdentity>> AskWantedEURangesAsync()
    {
        IEnumerable<NodeIdentity> named = EURangeTable.NamedBy(Posture.Rules.Policy).Concat(EURangeTable.NamedBy(Snapshot.Shadow?.Policy));
        var answer = new TaskCompletionSource<IReadOnlyList<NodeIdentity>>(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Loop.Post(() => answer.SetResult([.. named.Concat(context.WantedEURanges()).Distinct().Take(JudgingMemory.EURangesMax)]));
        return answer.Task;
    }

    /// <summary>
    /// Borrows a place among its device connections, one at a time; null while clients need them all, the device could not be
    /// reached a moment ago, or the conduit is closed.
    /// </summary>
    public Task<DeviceLoan?> BorrowPlaceAsync()
    {
        var answer = new TaskCompletionSource<DeviceLoan?>(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Loop.Post(() => answer.SetResult(IsClosed ? null : context.Gate.Lend()));
        return answer.Task;
    }

    /// <summary>Stops listening and closes its connections; done when the address is free again.</summary>
    public Task CloseAsync() => closing.Value;

    private Posture Posture => Snapshot.At(NowTicks);

    internal bool IsClosed => closing.IsValueCreated;

    internal RelayLoop Loop => context.Loop;

    /// <summary>What its connections share; null: it terminates no secure channels.</summary>
    internal GatewayFront? Front { get; init; }

    internal ReverseConnect? Reverse { get; init; }

    internal void Start(System.Net.Sockets.Socket socket) => context.Loop.Post(() =>
    {
        listener = context.Loop.Listen(socket, LinkSide.Client, client => context.Accept(client));
        Reverse?.Start();
    });

    private Task CloseOnLoopAsync()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Loop.Post(() =>
        {
            try
            {
                listener?.Dispose();
                Reverse?.Stop();
                context.EndAll();
                context.Gate.Recall();
                context.Recorder?.Close();
                context.Flight?.Close();
            }
            finally
            {
                closed.SetResult();
            }
        });
        return closed.Task;
    }
}
