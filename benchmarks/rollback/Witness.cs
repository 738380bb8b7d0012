using System.Diagnostics;

namespace OtEdge.RollbackBenchmark;

/// <summary>
/// A client whose writes the trial refuses. It writes now and then while it is answered, and without a pause while it is refused, so
/// that the first answer after a refusal tells to the fraction of a millisecond when the old posture held again.
/// </summary>
internal sealed class Witness : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(20);

    private readonly Wire wire;
    private readonly Thread thread;
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private (long Refused, long Answered) last;

    public Witness(Wire wire)
    {
        this.wire = wire;
        thread = new Thread(Run) { IsBackground = true };
        thread.Start();
    }

    /// <summary>Why it ended; null: it did not.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>When it was refused first, and when it was answered again, in stopwatch ticks; 0: not yet.</summary>
    public (long Refused, long Answered) Last
    {
        get
        {
            lock (gate)
            {
                return last;
            }
        }
    }

    /// <summary>Forgets the last refusal.</summary>
    public void Forget()
    {
        lock (gate)
        {
            last = default;
        }
    }

    /// <summary>Has it ask no more; its connection stays.</summary>
    public void Pause()
    {
        stop.Cancel();
        thread.Join();
    }

    public void Dispose()
    {
        Pause();
        wire.Dispose();
        stop.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                bool isAnswered = wire.Ask();
                Note(isAnswered, Stopwatch.GetTimestamp());
                if (isAnswered)
                {
                    stop.Token.WaitHandle.WaitOne(Every);
                }
            }
        }
        catch (Exception fault)
        {
            Fault = fault;
        }
    }

    private void Note(bool isAnswered, long now)
    {
        lock (gate)
        {
            last = isAnswered
                ? last is { Refused: > 0, Answered: 0 } ? (last.Refused, now) : last
                : last.Refused == 0 || last.Answered > 0 ? (now, 0) : last;
        }
    }
}
