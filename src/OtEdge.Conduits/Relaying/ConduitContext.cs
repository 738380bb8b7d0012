using System.Collections.Concurrent;
using System.Net;
using OtEdge.Conduits.FlightRecording;
using OtEdge.Conduits.OpcUa.Judging;
using OtEdge.Conduits.Recording;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits.Relaying;

/// <summary>What all sessions of a conduit share. Its loop owns it; what other threads may use says so.</summary>
internal sealed class ConduitContext
{
    private readonly Func<ConduitContext, Link, Session> makeSession;
    private readonly Func<ClientIdentity, bool> isDeclared;
    private readonly ConcurrentDictionary<Session, bool> sessions = new();
    private readonly Dictionary<IPAddress, int> idlersOf = [];
    private ConduitSnapshot snapshot;
    private ShadowCourse? shadow;
    private EURangeTable ranges = EURangeTable.Empty;
    private PollMemory? polls;
    private int clients;

    /// <summary>Makes the context of a conduit.</summary>
    /// <param name="place">Its index and loop.</param>
    /// <param name="conduit">What the settings declare.</param>
    /// <param name="snapshot">What it judges by.</param>
    /// <param name="isDeclared">True for a client that some asset declares.</param>
    /// <param name="makeSession">Makes the session that speaks the conduit's protocol.</param>
    public ConduitContext(
        ConduitPlace place,
        Conduit conduit,
        ConduitSnapshot snapshot,
        Func<ClientIdentity, bool> isDeclared,
        Func<ConduitContext, Link, Session> makeSession)
    {
        Index = place.Index;
        Loop = place.Loop;
        Conduit = conduit;
        this.snapshot = snapshot;
        this.isDeclared = isDeclared;
        this.makeSession = makeSession;
        Gate = new DeviceGate(Loop, conduit.Device, conduit.Limits.DeviceConnections ?? conduit.Limits.Connections);
    }

    /// <summary>Its index in the data plane.</summary>
    public int Index { get; }

    /// <summary>The loop that owns it.</summary>
    public RelayLoop Loop { get; }

    /// <summary>The loop's clock.</summary>
    public LoopClock Clock => Loop.Clock;

    /// <summary>What the settings declare.</summary>
    public Conduit Conduit { get; }

    /// <summary>Its limits.</summary>
    public ConduitLimits Limits => Conduit.Limits;

    /// <summary>The way to the device.</summary>
    public DeviceGate Gate { get; }

    /// <summary>Counters; any thread may read them.</summary>
    public TrafficCounters Counters { get; } = new();

    /// <summary>How long OtEdge held what it passed on; any thread may read it.</summary>
    public LatencyHistogram AddedLatency { get; } = new();

    /// <summary>How long the device took to answer; any thread may read it.</summary>
    public LatencyHistogram AnswerTimes { get; } = new();

    /// <summary>What judging remembers between operations.</summary>
    public JudgingMemory Memory { get; } = new();

    /// <summary>The OPC UA Reads that come again and again.</summary>
    public PollMemory Polls => polls ??= new PollMemory(Recorder);

    /// <summary>The EURanges of the device as far as they are known; any thread may read them.</summary>
    public EURangeTable EURanges => Volatile.Read(ref ranges);

    /// <summary>Where OPC UA nodes are found by browsing.</summary>
    public NodePaths Paths { get; } = new();

    /// <summary>Records what passes; null: nothing is recorded.</summary>
    public ConduitRecorder? Recorder { get; init; }

    /// <summary>Keeps the last frames; null: nothing is kept.</summary>
    public ConduitFlight? Flight { get; init; }

    /// <summary>What it judges by; any thread may read and swap it.</summary>
    public ConduitSnapshot Snapshot
    {
        get => Volatile.Read(ref snapshot);
        set => Volatile.Write(ref snapshot, value);
    }

    /// <summary>The posture that holds now.</summary>
    public Posture Posture => Snapshot.At(Clock.Ticks);

    /// <summary>The candidate that is judged beside the posture; null: none.</summary>
    public ShadowCourse? Shadow
    {
        get
        {
            RuleSet? candidate = Snapshot.Shadow;
            if (!ReferenceEquals(candidate, shadow?.Rules))
            {
                Volatile.Write(ref shadow, candidate is null ? null : new ShadowCourse(candidate) { Memory = { EURanges = EURanges } });
            }

            return shadow;
        }
    }

    /// <summary>Takes in what is known of EURanges now; judging goes by it from the next request on.</summary>
    public void Learn(EURangeTable known)
    {
        Volatile.Write(ref ranges, known);
        Memory.EURanges = known;
        if (shadow is { } course)
        {
            course.Memory.EURanges = known;
        }
    }

    /// <summary>The nodes whose EURange rules have asked for, the candidate's too.</summary>
    public IReadOnlyList<NodeIdentity> WantedEURanges() => [.. Memory.WantedEURanges.Concat(Shadow?.Memory.WantedEURanges ?? [])];

    /// <summary>What the candidate made of the traffic so far; any thread may read it.</summary>
    public ShadowTotals ShadowTotals =>
        Volatile.Read(ref shadow) is { } course && ReferenceEquals(course.Rules, Snapshot.Shadow) ? course.Totals : default;

    /// <summary>Client connections open; any thread may read it.</summary>
    public int Clients => Volatile.Read(ref clients);

    /// <summary>The open sessions, in no order; any thread may read them.</summary>
    public IEnumerable<Session> Sessions => sessions.Keys;

    /// <summary>True when somebody wants to know the values that pass.</summary>
    /// <param name="live">The live rules.</param>
    public bool WantsValues(RuleSet live) =>
        live.LearnsValues || Recorder?.Tags is not null || Shadow is { Rules.LearnsValues: true };

    /// <summary>Takes in values that the device has told, or whose write it has acknowledged.</summary>
    /// <param name="live">The live rules.</param>
    /// <param name="unit">Modbus unit identifier.</param>
    /// <param name="range">Where they stand.</param>
    /// <param name="data">As on the wire.</param>
    public void Learn(RuleSet live, byte unit, SpaceRange range, ReadOnlySpan<byte> data)
    {
        if (live.LearnsValues)
        {
            Memory.Learn(live, unit, range.Space, range.Range.First, range.Range.Last - range.Range.First + 1, data);
        }

        Recorder?.See(unit, range.Space, range.Range, data, Clock.Now);
        if (Shadow is { Rules.LearnsValues: true } course)
        {
            course.Learn(unit, range, data);
        }
    }

    /// <summary>Takes in a mask write of a holding register that the device has acknowledged.</summary>
    public void LearnMask(RuleSet live, byte unit, int address, ushort andMask, ushort orMask)
    {
        if (live.LearnsValues)
        {
            Memory.LearnMask(live, unit, address, andMask, orMask);
        }

        if (Shadow is { Rules.LearnsValues: true } course)
        {
            course.LearnMask(unit, address, andMask, orMask);
        }
    }

    /// <summary>True when the posture's scope holds for the client and no permit takes its connection out.</summary>
    /// <param name="posture">The posture.</param>
    /// <param name="client">The client.</param>
    /// <param name="openedTicks">When the connection was opened, in monotonic time of 100 ns.</param>
    public bool IsInScope(Posture posture, ClientIdentity client, long openedTicks) =>
        (posture.Scope.HoldsForAllClients || posture.Scope.Covers(client, isDeclared(client)))
        && !posture.Permits.Any(permit => permit.Covers(client, openedTicks));

    /// <summary>Takes in a client that has connected, or turns it away.</summary>
    /// <returns>Its session; null: it was turned away.</returns>
    public Session? Accept(Link client)
    {
        Counters.CountConnection();
        if (clients >= Limits.Connections && !GiveUpAnIdler(client.Peer.Address))
        {
            Report(new TrafficFinding
            {
                Conduit = Index,
                Kind = FindingKind.ConnectionLimit,
                Verdict = VerdictWord.Refused,
                Utc = Clock.Now.Utc,
                Client = client.Peer.Address,
                ClientPort = client.Peer.Port,
                Detail = "all client connections that `limits: connections` allows are in use",
            });
            client.Drop();
            return null;
        }

        Session session = makeSession(this, client);
        sessions.TryAdd(session, true);
        Volatile.Write(ref clients, clients + 1);
        Loop.Add(session);
        session.Start();
        return session;
    }

    /// <summary>Measures a request or reply that has just been sent on.</summary>
    public void CountPassage() => AddedLatency.Add(Clock.NanosecondsAwake);

    /// <summary>Measures how long the device took for a request that it has answered, or has left without an answer.</summary>
    /// <param name="sentTicks">When the request was sent, in monotonic time of 100 ns.</param>
    public void CountAnswer(long sentTicks) => AnswerTimes.Add((Clock.Ticks - sentTicks) * TimeSpan.NanosecondsPerTick);

    /// <summary>Forgets a session that has ended.</summary>
    public void Remove(Session session)
    {
        if (sessions.TryRemove(session, out _))
        {
            Volatile.Write(ref clients, clients - 1);
            Loop.Remove(session);
        }
    }

    /// <summary>Ends every session.</summary>
    public void EndAll()
    {
        foreach (Session session in sessions.Keys)
        {
            session.End();
        }
    }

    /// <summary>Sends a finding on its way; when the ring is full it is counted as shed, and traffic goes on.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="onlyIfRoomy">True: the rest of a ring that is half full is kept for others.</param>
    public void Report(in TrafficFinding finding, bool onlyIfRoomy = false)
    {
        if ((onlyIfRoomy && !Loop.HasRoomToSpare) || !Loop.Report(finding))
        {
            Counters.CountShed();
        }
    }

    // A crowd of connections that never asked for anything must not keep out a client that would. The crowd is who has most of them: it
    // gives its oldest up at once to whoever has fewer, and otherwise after a moment.
    private bool GiveUpAnIdler(IPAddress newcomer)
    {
        idlersOf.Clear();
        foreach ((Session session, _) in sessions)
        {
            if (!session.HasProvenItself)
            {
                IPAddress address = session.ClientEnd.Address;
                idlersOf[address] = idlersOf.GetValueOrDefault(address) + 1;
            }
        }

        Session? idler = null;
        int most = 0;
        foreach ((Session session, _) in sessions)
        {
            int count = session.HasProvenItself ? 0 : idlersOf[session.ClientEnd.Address];
            if (count > most || (count > 0 && count == most && session.Since < idler!.Since))
            {
                idler = session;
                most = count;
            }
        }

        bool hasFewer = idlersOf.GetValueOrDefault(newcomer) + 1 < most;
        if (idler is null || (!hasFewer && Clock.Now.Utc - idler.Since < IdlerGrace))
        {
            return false;
        }

        idler.End(resetClient: true);
        return true;
    }

    private static readonly TimeSpan IdlerGrace = TimeSpan.FromSeconds(1);
}
