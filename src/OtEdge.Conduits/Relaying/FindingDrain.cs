using Microsoft.Extensions.Logging;
using OtEdge.Conduits.Recording;
using OtEdge.Core.Findings;

namespace OtEdge.Conduits.Relaying;

/// <summary>The one thread that hands findings from the rings to the sink, so that no loop ever waits for it.</summary>
internal sealed class FindingDrain
{
    private readonly IReadOnlyList<FindingRing> rings;
    private readonly FindingSignal signal;
    private readonly IFindingSink sink;
    private readonly ILogger logger;
    private readonly RecordingDrain? recording;
    private readonly Thread thread;
    private volatile bool stopping;

    /// <summary>Makes the drain; it runs from <see cref="Start"/> on.</summary>
    /// <param name="rings">One of each loop.</param>
    /// <param name="signal">Wakes it.</param>
    /// <param name="sink">Takes the findings.</param>
    /// <param name="logger">Where faults of the sink are logged.</param>
    /// <param name="recording">What it hands on besides; null: nothing.</param>
    public FindingDrain(
        IReadOnlyList<FindingRing> rings,
        FindingSignal signal,
        IFindingSink sink,
        ILogger logger,
        RecordingDrain? recording = null)
    {
        this.recording = recording;
        this.rings = rings;
        this.signal = signal;
        this.sink = sink;
        this.logger = logger;
        thread = new Thread(Run) { IsBackground = true, Name = "otedge-findings" };
    }

    /// <summary>Starts the thread.</summary>
    public void Start() => thread.Start();

    /// <summary>Hands out what is left and ends the thread; the loops must have stopped.</summary>
    public void Stop()
    {
        stopping = true;
        signal.Raise();
        thread.Join();
    }

    private void Run()
    {
        while (true)
        {
            bool last = stopping;
            if (DrainAll())
            {
                continue;
            }

            if (last)
            {
                return;
            }

            signal.Announce();
            if (DrainAll() || stopping)
            {
                signal.Cancel();
                continue;
            }

            signal.Sleep();
        }
    }

    private bool DrainAll()
    {
        bool any = recording?.Tell() == true;
        foreach (FindingRing ring in rings)
        {
            ReadOnlySpan<TrafficFinding> findings = ring.Peek();
            long shed = ring.TakeShed();
            if (findings.IsEmpty && shed == 0)
            {
                continue;
            }

            any = true;
            Hand(findings, shed);
            ring.Release(findings.Length);
        }

        return any;
    }

    private void Hand(ReadOnlySpan<TrafficFinding> findings, long shed)
    {
        try
        {
            sink.Take(findings, shed);
        }
        catch (Exception fault)
        {
            Log.SinkFailed(logger, fault, findings.Length);
        }
    }
}
