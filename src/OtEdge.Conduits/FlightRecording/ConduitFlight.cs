using System.Net;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;

namespace OtEdge.Conduits.FlightRecording;

/// <summary>
/// The flight recorder of a conduit: its last frames, and what is kept of them around findings. Equal findings are kept once in
/// ten minutes, and all together not more often than once a second, so that a flood costs no more than a trickle.
/// </summary>
internal sealed class ConduitFlight
{
    private const int CapturesMax = 4;
    private const int KnownMax = 256;
    private const int RulesMax = 8;
    private static readonly long AgainTicks = TimeSpan.FromMinutes(10).Ticks;
    private static readonly long ApartTicks = TimeSpan.FromSeconds(1).Ticks;
    private static readonly long PatienceTicks = TimeSpan.FromSeconds(5).Ticks;
    private readonly FlightLoop loop;
    private readonly FrameRing ring;
    private readonly FrameCapture[] captures = new FrameCapture[CapturesMax];
    private readonly (int Key, long DueTicks)[] known = new (int, long)[KnownMax];
    private readonly RuleSet?[] rules = new RuleSet?[RulesMax];
    private readonly (IPEndPoint End, int ShownPort) server;
    private TrafficFinding trigger;
    private long nextTicks;
    private int rulesNumber;
    private volatile bool isClosed;

    /// <summary>Makes the recorder of a conduit.</summary>
    /// <param name="loop">The recorder of its loop.</param>
    /// <param name="server">Where clients connect, and the port that captures show instead.</param>
    /// <param name="ringBytes">Bytes kept of the last frames.</param>
    public ConduitFlight(FlightLoop loop, (IPEndPoint End, int ShownPort) server, int ringBytes)
    {
        this.loop = loop;
        this.server = server;
        ring = new FrameRing(ringBytes);
        for (int i = 0; i < captures.Length; i++)
        {
            captures[i] = new FrameCapture();
        }
    }

    /// <summary>The moment of this wake-up of the loop.</summary>
    public long UtcTicks => loop.Clock.Now.Utc.UtcTicks;

    /// <summary>Begins to follow a connection.</summary>
    public FlightTrack Follow(IPEndPoint client) => new(this, client);

    /// <summary>Adds a frame; gives its position.</summary>
    public long Add(in FrameHeader header, ReadOnlySpan<byte> frame) => ring.Add(header, frame);

    /// <summary>The number under which rules are known; few are, the newest.</summary>
    public int NumberOf(RuleSet decidedBy)
    {
        if (!ReferenceEquals(rules[rulesNumber % RulesMax], decidedBy))
        {
            rules[++rulesNumber % RulesMax] = decidedBy;
        }

        return rulesNumber;
    }

    /// <summary>The rules of a number; null when they are no longer known.</summary>
    public RuleSet? RulesOf(int number) => rulesNumber - number < RulesMax ? rules[number % RulesMax] : null;

    /// <summary>True when the frames around a finding shall be kept; it is remembered for <see cref="Begin"/>.</summary>
    public bool MayCapture(in TrafficFinding finding)
    {
        long now = loop.Clock.Ticks;
        int key = HashCode.Combine(
            finding.Client,
            finding.Verdict,
            finding.Decision,
            (finding.Function, finding.Deed?.Service),
            (finding.Unit, finding.Space, finding.Address, finding.Count),
            (finding.Deed?.Node, finding.Deed?.UnknownNode, finding.Deed?.Method));
        ref (int Key, long DueTicks) place = ref known[key & (KnownMax - 1)];
        if (now < nextTicks || (place.Key == key && now < place.DueTicks) || FreeCapture() is null)
        {
            return false;
        }

        place = (key, now + AgainTicks);
        nextTicks = now + ApartTicks;
        trigger = finding;
        return true;
    }

    /// <summary>Begins to keep: the frame at a position and those before it on its connection.</summary>
    /// <returns>What the frames that follow go into; null when there is no place for them.</returns>
    public FrameCapture? Begin(IPEndPoint client, long position)
    {
        if (FreeCapture() is not { } capture)
        {
            return null;
        }

        capture.Begin(trigger, client, server, loop.Clock.Ticks + PatienceTicks);
        Span<long> positions = stackalloc long[FrameCapture.FramesBefore + 1];
        int count = 0;
        while (count < positions.Length && ring.TryRead(position, out FrameHeader header, out _))
        {
            positions[count++] = position;
            position = header.Before;
        }

        bool hasRoom = true;
        for (int i = count - 1; i >= 0 && hasRoom; i--)
        {
            hasRoom = ring.TryRead(positions[i], out FrameHeader header, out ReadOnlySpan<byte> frame)
                && capture.TryAppend(header, frame, RulesOf(header.RulesNumber));
        }

        if (hasRoom)
        {
            capture.MarkFinding();
        }

        return capture;
    }

    /// <summary>Loop: something waits for the drain.</summary>
    public void Announce() => loop.Announce();

    /// <summary>Loop: waits no longer for frames that do not come.</summary>
    public void Expire(long nowTicks)
    {
        foreach (FrameCapture capture in captures)
        {
            if (capture.IsFilling && capture.DueTicks <= nowTicks)
            {
                capture.Give(this);
            }
        }
    }

    /// <summary>Loop: nothing will pass any more.</summary>
    public void Close()
    {
        Expire(long.MaxValue);
        isClosed = true;
        loop.Announce();
    }

    /// <summary>Drain: hands on what is complete; true when there was something.</summary>
    public bool Tell(IFrameSink sink)
    {
        bool closed = isClosed;
        bool any = false;
        foreach (FrameCapture capture in captures)
        {
            if (capture.IsFull)
            {
                any = true;
                try
                {
                    sink.Take(capture);
                }
                finally
                {
                    capture.Return();
                }
            }
        }

        if (closed)
        {
            loop.Remove(this);
        }

        return any;
    }

    private FrameCapture? FreeCapture()
    {
        foreach (FrameCapture capture in captures)
        {
            if (capture.IsFree)
            {
                return capture;
            }
        }

        return null;
    }
}
