using OtEdge.Conduits.Relaying;
using OtEdge.Core.Findings;
using OtEdge.Core.Traffic;

namespace OtEdge.Conduits.Recording;

/// <summary>Records for the conduits of one loop, and wakes the drain seldom: a writer must not pay for a wake-up per operation.</summary>
internal sealed class LoopRecorder
{
    private static readonly long HandoverTicks = TimeSpan.FromSeconds(1).Ticks;
    private static readonly long WakeTicks = TimeSpan.FromMilliseconds(100).Ticks;
    private readonly LoopClock clock;
    private readonly FindingSignal signal;
    private readonly FindingRing operations;
    private readonly int wakeAtOperations;
    private readonly Lock gate = new();
    private ConduitRecorder[] conduits = [];
    private long handoverDueTicks;
    private long foldDueTicks;
    private long wakeDueTicks;
    private int unannounced;

    /// <summary>Makes the recorder of a loop.</summary>
    /// <param name="clock">The loop's clock.</param>
    /// <param name="signal">Wakes the drain.</param>
    /// <param name="operationsMax">Operations, other than reads, that may wait for the drain.</param>
    public LoopRecorder(LoopClock clock, FindingSignal signal, int operationsMax)
    {
        this.clock = clock;
        this.signal = signal;
        operations = new FindingRing(operationsMax, null);
        wakeAtOperations = operationsMax / 2;
    }

    /// <summary>The moment of this wake-up of the loop.</summary>
    public DateTimeOffset Utc => clock.Now.Utc;

    /// <summary>Any thread: takes in a conduit of the loop.</summary>
    public ConduitRecorder Add(int conduit)
    {
        var recorder = new ConduitRecorder(conduit, this);
        lock (gate)
        {
            Volatile.Write(ref conduits, [.. conduits, recorder]);
        }

        return recorder;
    }

    /// <summary>Any thread: forgets a conduit.</summary>
    public void Remove(ConduitRecorder recorder)
    {
        lock (gate)
        {
            Volatile.Write(ref conduits, [.. conduits.Where(other => other != recorder)]);
        }
    }

    /// <summary>Loop: takes an operation that is no read; false when there is no room.</summary>
    public bool TryAdd(in TrafficFinding operation)
    {
        bool isAdded = operations.TryAdd(operation);
        Announce(unannounced >= wakeAtOperations);
        return isAdded;
    }

    /// <summary>Loop: something waits for the drain; it is woken now when that was not done a moment ago.</summary>
    public void Announce(bool urgently = false)
    {
        unannounced++;
        if (urgently || clock.Ticks >= wakeDueTicks)
        {
            Wake();
        }
        else
        {
            handoverDueTicks = Math.Min(handoverDueTicks, wakeDueTicks);
        }
    }

    /// <summary>Loop: does not wait for the end of the second.</summary>
    public void Hurry() => handoverDueTicks = 0;

    /// <summary>Loop: hands over what is due; costs one comparison when nothing is.</summary>
    public void Turn()
    {
        if (clock.Ticks >= handoverDueTicks)
        {
            HandOver();
        }
    }

    /// <summary>Drain: hands everything on that is handed over; true when there was something.</summary>
    public bool Tell(IFlowSink sink)
    {
        bool any = TellOperations(sink);
        foreach (ConduitRecorder conduit in Volatile.Read(ref conduits))
        {
            any |= conduit.Tell(sink);
        }

        return any;
    }

    private bool TellOperations(IFlowSink sink)
    {
        ReadOnlySpan<TrafficFinding> taken = operations.Peek();
        if (taken.IsEmpty)
        {
            return false;
        }

        try
        {
            sink.TakeOperations(taken);
        }
        finally
        {
            operations.Release(taken.Length);
        }

        return true;
    }

    private void HandOver()
    {
        bool isAnyGiven = false;
        bool isMore = false;
        bool folds = clock.Ticks >= foldDueTicks;
        foldDueTicks = folds ? clock.Ticks + HandoverTicks : foldDueTicks;
        foreach (ConduitRecorder conduit in Volatile.Read(ref conduits))
        {
            if (folds)
            {
                conduit.TakeRepeats();
            }

            isMore |= conduit.HandOver(out bool given);
            isAnyGiven |= given;
        }

        handoverDueTicks = clock.Ticks + (isMore ? WakeTicks / 10 : HandoverTicks);
        if (isAnyGiven || unannounced > 0)
        {
            Wake();
        }
    }

    private void Wake()
    {
        unannounced = 0;
        wakeDueTicks = clock.Ticks + WakeTicks;
        signal.Raise();
    }
}
