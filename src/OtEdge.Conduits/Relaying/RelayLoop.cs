using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using OtEdge.Conduits.FlightRecording;
using OtEdge.Conduits.Recording;
using OtEdge.Core.Findings;

namespace OtEdge.Conduits.Relaying;

/// <summary>
/// One thread that owns conduits with everything in them: their sessions, links, memory and counters. What another thread wants
/// of them it posts.
/// </summary>
internal abstract class RelayLoop : IDisposable
{
    private const int LingeringMax = 1024;
    private readonly ConcurrentQueue<Action> posted = new();
    private readonly List<LinkOwner> owners = [];
    private readonly List<Link> lingering = [];
    private readonly FindingRing ring;
    private long logAgainTicks = long.MinValue;

    /// <summary>Makes a loop; it runs from <see cref="Start"/> on.</summary>
    protected RelayLoop(TimeProvider time, FindingRing ring, ILogger logger)
    {
        Clock = new LoopClock(time);
        this.ring = ring;
        Logger = logger;
    }

    /// <summary>Its clock.</summary>
    public LoopClock Clock { get; }

    /// <summary>Tells whether it still comes round.</summary>
    public LoopPulse Pulse { get; } = new();

    /// <summary>Records what passes its conduits; null: nothing is recorded. Set before it runs.</summary>
    public LoopRecorder? Recorder { get; set; }

    /// <summary>The flight recorders of its conduits; null: there are none. Set before it runs.</summary>
    public FlightLoop? Flights { get; set; }

    /// <summary>Where its own faults are logged.</summary>
    protected ILogger Logger { get; }

    /// <summary>Starts the thread.</summary>
    public abstract void Start();

    /// <summary>Ends the thread and closes what is still open.</summary>
    public abstract void Stop();

    /// <summary>Begins to connect; how it ends is reported to the owner, never before this returns.</summary>
    /// <param name="peer">Where to.</param>
    /// <param name="owner">Who is told.</param>
    /// <param name="side">Which side of a session it leads to.</param>
    public abstract Link Connect(IPEndPoint peer, LinkOwner owner, LinkSide side);

    /// <summary>Begins to accept connections.</summary>
    /// <param name="listener">A bound, listening socket; the loop owns it from here on.</param>
    /// <param name="side">Which side of a session they lead to.</param>
    /// <param name="accept">Gets them, on the loop.</param>
    /// <returns>What stops it.</returns>
    public abstract IDisposable Listen(Socket listener, LinkSide side, Action<Link> accept);

    /// <summary>Any thread: has the loop do something soon, in the order of posting.</summary>
    public void Post(Action work)
    {
        posted.Enqueue(work);
        Wake();
    }

    /// <summary>The same for an owner of links: what goes wrong in it ends this owner alone.</summary>
    public void PostFor(LinkOwner owner, Action work) => Post(() =>
    {
        try
        {
            work();
        }
        catch (Exception fault)
        {
            Fault(owner, fault);
        }
    });

    /// <summary>Takes an owner of links in, to be told when something of it is due.</summary>
    public void Add(LinkOwner owner)
    {
        owner.Index = owners.Count;
        owners.Add(owner);
    }

    /// <summary>Forgets it.</summary>
    public void Remove(LinkOwner owner)
    {
        LinkOwner last = owners[^1];
        owners[owner.Index] = last;
        last.Index = owner.Index;
        owners.RemoveAt(owners.Count - 1);
        owner.Index = -1;
    }

    /// <summary>Sends a finding on its way; false when it had to be shed.</summary>
    public bool Report(in TrafficFinding finding) => ring.TryAdd(finding);

    /// <summary>True when at most half of the room for findings is taken.</summary>
    public bool HasRoomToSpare => ring.HasRoomToSpare;

    /// <summary>Logs a fault that was contained, at most once a second: one may come with every frame.</summary>
    public void LogFault(Exception fault)
    {
        if (Clock.Ticks >= logAgainTicks)
        {
            logAgainTicks = Clock.Ticks + TimeSpan.TicksPerSecond;
            Log.LoopFault(Logger, fault);
        }
    }

    /// <summary>The boundary of a connection: whatever its owner does wrong, only this owner ends.</summary>
    public void Fault(LinkOwner? owner, Exception fault)
    {
        Log.SessionFault(Logger, fault, owner?.Peer);
        try
        {
            owner?.Abandon();
        }
        catch (Exception second)
        {
            LogFault(second);
        }
    }

    /// <summary>Keeps a link that its session has let go of in sight until it is closed; false when there are too many.</summary>
    public bool TryWatch(Link link)
    {
        if (lingering.Count >= LingeringMax)
        {
            return false;
        }

        lingering.Add(link);
        return true;
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Any thread: makes the loop stop waiting.</summary>
    protected abstract void Wake();

    /// <summary>Longest wait until something is due.</summary>
    protected int WaitMilliseconds()
    {
        // A second at most: the clock's own time may run differently from the system's, as in tests.
        const long LongestMilliseconds = 1000;
        long ticks = Clock.DueTicks - Clock.Ticks;
        return ticks <= 0
            ? 0
            : (int)Math.Min(LongestMilliseconds, 1 + (ticks / TimeSpan.TicksPerMillisecond));
    }

    /// <summary>Does what was posted.</summary>
    protected void RunPosted()
    {
        // What is posted meanwhile waits for the next pass: the links must get their turn.
        for (int left = posted.Count; left > 0 && posted.TryDequeue(out Action? work); left--)
        {
            try
            {
                work();
            }
            catch (Exception fault)
            {
                LogFault(fault);
            }
        }
    }

    /// <summary>Tells owners and links whose deadline has passed.</summary>
    protected void RunDue()
    {
        Pulse.Beat();
        Recorder?.Turn();
        Flights?.Turn();
        long now = Clock.Ticks;
        if (now < Clock.DueTicks)
        {
            return;
        }

        Clock.Disarm();
        for (int i = owners.Count - 1; i >= 0; i--)
        {
            if (i < owners.Count)
            {
                RunDue(owners[i], now);
            }
        }

        for (int i = lingering.Count - 1; i >= 0; i--)
        {
            RunLingering(i, now);
        }
    }

    private void RunDue(LinkOwner owner, long now)
    {
        try
        {
            if (owner.DueTicks <= now)
            {
                owner.OnDue();
            }

            if (!owner.HasEnded)
            {
                Clock.Arm(owner.DueTicks);
            }
        }
        catch (Exception fault)
        {
            Fault(owner, fault);
        }
    }

    private void RunLingering(int index, long now)
    {
        Link link = lingering[index];
        if (link.State == LinkState.Lingering && link.LingerDueTicks <= now)
        {
            link.GiveUp();
        }

        if (link.State == LinkState.Closed)
        {
            lingering[index] = lingering[^1];
            lingering.RemoveAt(lingering.Count - 1);
        }
        else
        {
            Clock.Arm(link.LingerDueTicks);
        }
    }
}
