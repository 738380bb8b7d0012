using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;

namespace OtEdge.Tests.Conduits;

/// <summary>A loop without sockets or a thread: a test turns it, and its time.</summary>
internal sealed class FakeLoop : RelayLoop
{
    private readonly FakeTimeProvider time;
    private readonly FindingRing ring;
    private readonly List<FakeLink> failed = [];

    public FakeLoop(FakeTimeProvider time, int ringFindings = 4096)
        : this(time, new FindingRing(ringFindings, new FindingSignal()))
    {
    }

    private FakeLoop(FakeTimeProvider time, FindingRing ring)
        : base(time, ring, NullLogger.Instance)
    {
        this.time = time;
        this.ring = ring;
    }

    /// <summary>Every link that was dialled, oldest first.</summary>
    public List<FakeLink> Dialled { get; } = [];

    public List<TrafficFinding> Findings { get; } = [];

    public override Link Connect(IPEndPoint peer, LinkOwner owner, LinkSide side)
    {
        var link = new FakeLink(this, side, peer, LinkState.Connecting) { Owner = owner };
        Dialled.Add(link);
        return link;
    }

    public void FailLater(FakeLink link) => failed.Add(link);

    /// <summary>Does everything that waits to be done, as one pass of a real loop would.</summary>
    public void Turn()
    {
        Clock.Refresh();
        RunPosted();
        foreach (FakeLink link in failed.ToArray())
        {
            failed.Remove(link);
            link.ReportFailure("broken");
        }

        RunDue();
        foreach (TrafficFinding finding in ring.Peek().ToArray())
        {
            Findings.Add(finding);
            ring.Release(1);
        }
    }

    /// <summary>Lets time pass in steps, so that deadlines come one after the other.</summary>
    public void Pass(TimeSpan span)
    {
        for (TimeSpan step = span / 20, left = span; left > TimeSpan.Zero; left -= step)
        {
            time.Advance(step);
            Turn();
        }
    }

    public override void Start()
    {
    }

    public override void Stop()
    {
    }

    public override void Dispose()
    {
    }

    public override IDisposable Listen(Socket listener, LinkSide side, Action<Link> accept) => throw new NotSupportedException();

    protected override void Wake()
    {
    }
}
