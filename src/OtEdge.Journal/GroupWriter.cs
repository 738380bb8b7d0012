using OtEdge.Core.Findings;
using OtEdge.Core.Traffic;

namespace OtEdge.Journal;

/// <summary>
/// One thread that writes what was recorded, many findings to a transaction. Callers never wait for it; while the disk fails it
/// keeps what fits into the queue, sheds the rest, and tries again with growing pauses.
/// </summary>
internal sealed class GroupWriter : IDisposable
{
    private static readonly TimeSpan ChoresEvery = TimeSpan.FromHours(1);

    // Pauses are real ones, also where a test holds the calendar still.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly object gate = new();
    private readonly JournalOptions options;
    private readonly Func<PendingRecords, bool> write;
    private readonly Thread thread;
    private PendingRecords pending = new();
    private int writing;
    private long recorded;
    private long durable;
    private long failures;
    private long shed;
    private bool isWantedNow;
    private bool isStopping;
    private bool hasEnded;
    private TimeSpan retryDelay;

    /// <summary>Starts the thread.</summary>
    /// <param name="options">Limits and pauses.</param>
    /// <param name="write">Writes durably, also when nothing is pending (an attempt, or hourly chores); false: the disk failed; throws on a bug.</param>
    public GroupWriter(JournalOptions options, Func<PendingRecords, bool> write)
    {
        this.options = options;
        this.write = write;
        thread = new Thread(Run) { IsBackground = true, Name = "otedge journal" };
        thread.Start();
    }

    /// <summary>Findings shed because the queue was full, each as often as it was seen.</summary>
    public long Shed => Interlocked.Read(ref shed);

    /// <summary>Queues without waiting for the disk.</summary>
    public void Record(IReadOnlyList<Finding> findings, IReadOnlyDictionary<string, TrafficTotals>? totals)
    {
        lock (gate)
        {
            recorded++;
            foreach (Finding finding in findings)
            {
                if (isStopping || !pending.TryAdd(finding, options.QueuedFindingsMax - writing))
                {
                    Interlocked.Add(ref shed, finding.Times);
                }
            }

            if (totals is not null)
            {
                foreach ((string conduit, TrafficTotals value) in totals)
                {
                    pending.Set(conduit, value);
                }
            }

            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Asks for an attempt to write soon, because a write elsewhere failed.</summary>
    public void Probe()
    {
        lock (gate)
        {
            if (retryDelay == TimeSpan.Zero)
            {
                retryDelay = options.RetryDelay;
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Waits until all recorded so far is durable.</summary>
    /// <returns>False when the time ran out or the disk failed.</returns>
    public bool Flush(TimeSpan timeout)
    {
        long start = Clock.GetTimestamp();
        lock (gate)
        {
            long target = recorded;
            long failuresBefore = failures;
            isWantedNow = true;
            Monitor.PulseAll(gate);
            while (durable < target)
            {
                TimeSpan left = timeout - Clock.GetElapsedTime(start);
                if (failures > failuresBefore || left <= TimeSpan.Zero || hasEnded)
                {
                    return false;
                }

                Monitor.Wait(gate, left);
            }

            return true;
        }
    }

    /// <summary>Writes what is left, once, and ends the thread.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isStopping = true;
            Monitor.PulseAll(gate);
        }

        thread.Join();
    }

    private void Run()
    {
        bool isLast = false;
        while (!isLast)
        {
            PendingRecords batch;
            long upTo;
            lock (gate)
            {
                WaitForWork();
                (batch, pending) = (pending, new PendingRecords());
                writing = batch.Count;
                upTo = recorded;
                isWantedNow = false;
                isLast = isStopping;
            }

            bool isWritten = TryWrite(ref batch);
            lock (gate)
            {
                After(batch, isWritten, upTo);
                hasEnded = isLast;
                Monitor.PulseAll(gate);
            }
        }
    }

    // A batch that a bug makes unwritable is shed, or it would stand in the way of all that comes after it.
    private bool TryWrite(ref PendingRecords batch)
    {
        try
        {
            return write(batch);
        }
        catch (Exception)
        {
            Interlocked.Add(ref shed, batch.Findings.Sum(finding => finding.Times));
            batch = new PendingRecords();
            return false;
        }
    }

    // Returns at once for a flush or the end; after the retry pause while the disk fails; otherwise when findings have gathered for
    // long enough or are many. Without any, once an hour, for the chores.
    private void WaitForWork()
    {
        long start = Clock.GetTimestamp();
        while (!isStopping && !isWantedNow)
        {
            TimeSpan left = Pause() - Clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            Monitor.Wait(gate, left);
        }
    }

    private TimeSpan Pause() =>
        retryDelay > TimeSpan.Zero ? retryDelay
        : pending.IsEmpty ? ChoresEvery
        : pending.Count > options.QueuedFindingsMax / 2 ? TimeSpan.Zero
        : options.GroupDelay;

    private void After(PendingRecords batch, bool isWritten, long upTo)
    {
        writing = 0;
        if (isWritten)
        {
            durable = upTo;
            retryDelay = TimeSpan.Zero;
            return;
        }

        failures++;
        batch.Append(pending);
        pending = batch;
        TimeSpan doubled = retryDelay == TimeSpan.Zero ? options.RetryDelay : retryDelay * 2;
        retryDelay = doubled < options.RetryDelayMax ? doubled : options.RetryDelayMax;
    }
}
