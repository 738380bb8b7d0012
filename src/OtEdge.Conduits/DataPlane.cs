using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using OtEdge.Conduits.FlightRecording;
using OtEdge.Conduits.Modbus;
using OtEdge.Conduits.OpcUa;
using OtEdge.Conduits.OpcUa.Reverse;
using OtEdge.Conduits.OpcUa.Terminating;
using OtEdge.Conduits.Recording;
using OtEdge.Conduits.Relaying;
using OtEdge.Conduits.Relaying.Epoll;
using OtEdge.Conduits.Relaying.Portable;
using OtEdge.Conduits.Tcp;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits;

/// <summary>Runs conduits: loops that relay, inspect, judge, and forward or refuse.</summary>
public sealed class DataPlane : IAsyncDisposable
{
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly FindingSignal signal = new();
    private readonly FindingDrain drain;
    private readonly LoopWatchdog watchdog;
    private readonly RelayLoop[] loops;
    private readonly Lock gate = new();
    private readonly List<RunningConduit> conduits = [];
    private KeyWorker? worker;
    private int opened;
    private long stalls;
    private bool isDisposed;

    /// <summary>Starts the loops.</summary>
    /// <param name="options">How to use the machine.</param>
    /// <param name="sink">Takes the findings, on a thread of its own.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where faults of the data plane itself are logged.</param>
    /// <exception cref="IOException">The platform lacks the transport, or has no descriptors left for the loops.</exception>
    public DataPlane(DataPlaneOptions options, IFindingSink sink, TimeProvider time, ILoggerFactory logs)
        : this(options, new DataPlaneSinks(sink), time, logs)
    {
    }

    /// <summary>Starts the loops.</summary>
    /// <param name="options">How to use the machine.</param>
    /// <param name="sinks">Take what it tells, on a thread of their own.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where faults of the data plane itself are logged.</param>
    /// <exception cref="IOException">The system has no descriptors left for the loops.</exception>
    public DataPlane(DataPlaneOptions options, DataPlaneSinks sinks, TimeProvider time, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sinks);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Loops, 1);
        this.time = time;
        logger = logs.CreateLogger("OtEdge.Conduits");
        var rings = new FindingRing[options.Loops];
        loops = new RelayLoop[options.Loops];
        for (int i = 0; i < loops.Length; i++)
        {
            rings[i] = new FindingRing(options.RingFindings, signal);
            loops[i] = MakeLoop(options, rings[i], logger);
        }

        Record(options, sinks);
        drain = new FindingDrain(rings, signal, sinks.Findings, logger, new RecordingDrain(loops, sinks, logger));
        drain.Start();
        Array.ForEach(loops, loop => loop.Start());
        watchdog = new LoopWatchdog(loops, NoteStall);
        watchdog.Start();
    }

    /// <summary>How often a loop has come to a standstill since the start.</summary>
    public long StallsTotal => Interlocked.Read(ref stalls);

    /// <summary>Opens a conduit: clients can connect when this returns.</summary>
    /// <param name="conduit">What the settings declare.</param>
    /// <param name="snapshot">What it judges by.</param>
    /// <param name="isDeclared">True for a client that some asset of the site declares; asked once per connection and posture, on a
    /// loop's thread: it must be quick and thread-safe.</param>
    /// <exception cref="IOException">The address cannot be bound; the message says what to do.</exception>
    public RunningConduit Open(Conduit conduit, ConduitSnapshot snapshot, Func<ClientIdentity, bool> isDeclared)
    {
        ArgumentNullException.ThrowIfNull(conduit);
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(isDeclared);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            (Socket socket, Socket? devices) = ListenSocket.Bind(conduit);
            int index = opened++;
            var place = new ConduitPlace(index, loops[index % loops.Length]);
            GatewayFront? front = conduit is { Protocol: ConduitProtocol.OpcUa, OpcUa.Terminates: true } ? FrontOf(conduit) : null;
            var context = new ConduitContext(place, conduit, snapshot, isDeclared, SessionMaker(conduit, front))
            {
                Recorder = place.Loop.Recorder?.Add(index),
                Flight = conduit.Protocol == ConduitProtocol.Tcp ? null : place.Loop.Flights?.Add((IPEndPoint)socket.LocalEndPoint!, conduit.Protocol),
            };
            var running = new RunningConduit(context, (IPEndPoint)socket.LocalEndPoint!, time)
            {
                Front = front,
                Reverse = ReverseConnect.Of(context, devices),
            };
            running.Start(socket);
            conduits.RemoveAll(earlier => earlier.IsClosed);
            conduits.Add(running);
            return running;
        }
    }

    /// <summary>The certificates of conduits that terminate secure channels; null: no such conduit can be opened.</summary>
    public IConduitCertificates? Certificates { get; init; }

    /// <summary>Own certificates may be others now: connections that are made from now on get them, established ones keep theirs.</summary>
    public void RenewCertificates()
    {
        RunningConduit[] open;
        lock (gate)
        {
            open = [.. conduits.Where(conduit => !conduit.IsClosed && conduit.Front is not null)];
        }

        foreach (RunningConduit conduit in open)
        {
            try
            {
                var own = conduit.Front!.ReadOwn();
                conduit.Loop.Post(() => conduit.Front.Renew(own));
            }
            catch (IOException fault)
            {
                Log.CertificateUnreadable(logger, conduit.Conduit.Name, fault.Message);
            }
        }
    }

    /// <summary>Closes every conduit, hands the last findings to the sink and stops the loops.</summary>
    public async ValueTask DisposeAsync()
    {
        RunningConduit[] open;
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = true;
            open = [.. conduits];
        }

        watchdog.Dispose();
        await Task.WhenAll(open.Select(conduit => conduit.CloseAsync())).ConfigureAwait(false);
        worker?.Dispose();
        Array.ForEach(loops, loop => loop.Dispose());
        drain.Stop();
        signal.Dispose();
    }

    private static Func<ConduitContext, Link, Session> SessionMaker(Conduit conduit, GatewayFront? front) => conduit.Protocol switch
    {
        ConduitProtocol.ModbusTcp => (context, client) => new ModbusSession(context, client),
        ConduitProtocol.OpcUa when front is not null => (context, client) => new TerminatingSession(context, client, front),
        ConduitProtocol.OpcUa => TransparentOpcUa(),
        _ => (context, client) => new TcpSession(context, client),
    };

    // What the connections of a conduit know of their server lives as long as the conduit.
    private static Func<ConduitContext, Link, Session> TransparentOpcUa()
    {
        var server = new ServerMemory();
        return (context, client) => new TransparentSession(context, client, server);
    }

    private GatewayFront FrontOf(Conduit conduit)
    {
        IConduitCertificates certificates = Certificates ?? throw new IOException("a conduit that terminates secure channels needs certificates");
        worker ??= new KeyWorker();
        return new GatewayFront(conduit, certificates, worker);
    }

    private void NoteStall(RelayLoop loop)
    {
        string names;
        lock (gate)
        {
            names = string.Join(", ", conduits.Where(conduit => !conduit.IsClosed && conduit.Loop == loop).Select(conduit => conduit.Conduit.Name));
        }

        if (loop.Pulse.IsStalled)
        {
            Interlocked.Increment(ref stalls);
            Log.LoopStalled(logger, LoopPulse.LooksInVainMax, names);
        }
        else
        {
            Log.LoopGoesOn(logger, names);
        }
    }

    private void Record(DataPlaneOptions options, DataPlaneSinks sinks)
    {
        foreach (RelayLoop loop in loops)
        {
            loop.Recorder = sinks.Flows is null ? null : new LoopRecorder(loop.Clock, signal, options.RingOperations);
            loop.Flights = sinks.Frames is null ? null : new FlightLoop(loop.Clock, signal, options.FlightBytes);
        }
    }

    private RelayLoop MakeLoop(DataPlaneOptions options, FindingRing ring, ILogger logger) => options.Transport switch
    {
        TransportChoice.Automatic or TransportChoice.Epoll when OperatingSystem.IsLinux() => new EpollLoop(time, ring, logger),
        TransportChoice.Epoll => throw new IOException("the transport epoll needs Linux; take the automatic or the portable one"),
        _ => new PortableLoop(time, ring, logger),
    };
}
