namespace OtEdge.Journal;

/// <summary>
/// One thread that writes what was recorded, many records to a transaction. Callers never wait for it; while the disk fails it
/// keeps what fits into the queue, and tries again with growing pauses.
/// </summary>
/// <typeparam name="T">What waits for the next transaction.</typeparam>
internal sealed class GroupWriter<T> : IDisposable
    where T : class, IPendingGroup<T>
{
    private static readonly TimeSpan ChoresEvery = TimeSpan.FromHours(1);

    // Pauses are real ones, also where a test holds the calendar still.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly object gate = new();
    private readonly GroupPace pace;
    private readonly Func<T> make;
    private readonly Func<T, bool> write;
    private readonly Thread thread;
    private T pending;
    private T? writing;
    private long recorded;
    private long durable;
    private long failures;
    private bool isWantedNow;
    private bool isStopping;
    private bool hasEnded;
    private TimeSpan retryDelay;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Name of the thread.</param>
    /// <param name="pace">Pauses.</param>
    /// <param name="make">Makes an empty group.</param>
    /// <param name="write">Writes durably, also when nothing is pending (an attempt, or hourly chores); false: the disk failed; throws
    /// on a bug, after which the group is given up, or it would stand in the way of all that comes after it.</param>
    public GroupWriter(string name, GroupPace pace, Func<T> make, Func<T, bool> write)
    {
        this.pace = pace;
        this.make = make;
        this.write = write;
        pending = make();
        thread = new Thread(Run) { IsBackground = true, Name = name };
        thread.Start();
    }

    /// <summary>Queues without waiting for the disk.</summary>
    /// <param name="add">Adds to what is pending (first); what is being written at this moment (second) takes its share of the bound.</param>
    /// <returns>False when the end has come and nothing was added.</returns>
    public bool Add(Action<T, T?> add)
    {
        lock (gate)
        {
            recorded++;
            if (isStopping)
            {
                return false;
            }

            add(pending, writing);
            Monitor.PulseAll(gate);
            return true;
        }
    }

    /// <summary>Looks at what is pending (first) and at what is being written at this moment (second).</summary>
    public TResult Look<TResult>(Func<T, T?, TResult> look)
    {
        lock (gate)
        {
            return look(pending, writing);
        }
    }

    /// <summary>Asks for an attempt to write soon, because a write elsewhere failed.</summary>
    public void Probe()
    {
        lock (gate)
        {
            if (retryDelay == TimeSpan.Zero)
            {
                retryDelay = pace.RetryDelay;
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
            T batch;
            long upTo;
            lock (gate)
            {
                WaitForWork();
                (batch, pending) = (pending, make());
                writing = batch;
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

    private bool TryWrite(ref T batch)
    {
        try
        {
            return write(batch);
        }
        catch (Exception)
        {
            batch = make();
            return false;
        }
    }

    // Returns at once for a flush or the end; after the retry pause while the disk fails; otherwise when records have gathered for
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
        : pending.Count > pace.HurryCount ? TimeSpan.Zero
        : pace.GroupDelay;

    private void After(T batch, bool isWritten, long upTo)
    {
        writing = null;
        if (isWritten)
        {
            durable = upTo;
            retryDelay = TimeSpan.Zero;
            return;
        }

        failures++;
        batch.Append(pending);
        pending = batch;
        TimeSpan doubled = retryDelay == TimeSpan.Zero ? pace.RetryDelay : retryDelay * 2;
        retryDelay = doubled < pace.RetryDelayMax ? doubled : pace.RetryDelayMax;
    }
}
