using System.Diagnostics;
using System.Globalization;

namespace OtEdge.RelayBenchmark;

/// <summary>
/// Clients on one thread. Closed loop: every connection has one request open. Open loop: requests leave at fixed times, and latency
/// counts from the time a request was due, so a stall is seen by all that it delayed (no coordinated omission).
/// </summary>
internal sealed class Load
{
    private readonly LoadOptions options;
    private readonly int poll = Native.CreatePoll();
    private readonly int[] sockets;
    private readonly long[] dueAt;
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly ITalk talk;
    private readonly Queue<int> idle = new();
    private readonly Histogram latencies = new();
    private long errors;

    private Load(LoadOptions options)
    {
        this.options = options;
        talk = options.OpcUa is { } asked
            ? new UaTalk(asked, new UaEntry(options.Port, asked.Identities), options.Connections)
            : new ModbusTalk();
        sockets = new int[options.Connections];
        dueAt = new long[options.Connections];
    }

    public static LoadResult Run(LoadOptions options)
    {
        Native.Pin(options.Processor);
        var load = new Load(options);
        load.Connect();

        // One exchange each, uncounted: connections behind a relay are made at their first request.
        load.Closed(TimeSpan.FromMilliseconds(options.WarmUpMilliseconds), counts: false);
        Terminal.WriteLine("warm");
        Terminal.ReadLine();
        long start = Stopwatch.GetTimestamp();
        if (options.RequestsPerSecond > 0)
        {
            load.Open(TimeSpan.FromMilliseconds(options.Milliseconds));
        }
        else
        {
            load.Closed(TimeSpan.FromMilliseconds(options.Milliseconds), counts: true);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new LoadResult
        {
            Transactions = load.latencies.Count,
            Errors = load.errors,
            Seconds = seconds,
            P50 = load.latencies.Quantile(0.5) / 1000,
            P99 = load.latencies.Quantile(0.99) / 1000,
            P999 = load.latencies.Quantile(0.999) / 1000,
            Max = load.latencies.Max / 1000.0,
        };
    }

    private void Connect()
    {
        int asking = Connect(0);
        talk.Prepare(request => Exchange(asking, request));
        Native.Close(asking);
        for (int n = 0; n < sockets.Length; n++)
        {
            int socket = sockets[n] = Connect(n);
            talk.Begin(n, request => Exchange(socket, request));
        }
    }

    private int Connect(int number)
    {
        int socket = Native.Connect(options.Port);
        if (socket < 0)
        {
            throw new IOException(
                string.Create(CultureInfo.InvariantCulture, $"connection {number} of {sockets.Length} to port {options.Port} was refused"));
        }

        if (options.OpcUa is not null)
        {
            // A request of 1,000 nodes has 50 KB and goes out whole.
            Native.HoldMore(socket);
        }

        Native.Watch(poll, socket, Native.EpollIn, number);
        return socket;
    }

    /// <summary>One question and what comes next, while nothing else is under way.</summary>
    private byte[] Exchange(int socket, byte[] request)
    {
        var events = new Native.PollEvent[1];
        if (request.Length > 0)
        {
            _ = Native.Send(socket, request);
        }

        int received = Native.Wait(poll, events, 5000) > 0 ? Native.Receive(socket, buffer) : 0;
        return received > 0 ? buffer[..received] : throw new IOException("a connection was not taken into service");
    }

    /// <summary>Runs the closed loop for a while and then drains it.</summary>
    private void Closed(TimeSpan time, bool counts)
    {
        long end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        int open = 0;
        for (int n = 0; n < sockets.Length; n++)
        {
            Send(n, Stopwatch.GetTimestamp());
            open++;
        }

        var events = new Native.PollEvent[512];
        long lastProgress = Stopwatch.GetTimestamp();
        while (open > 0)
        {
            int count = Native.Wait(poll, events, 1000);
            long now = Stopwatch.GetTimestamp();
            for (int n = 0; n < count; n++)
            {
                int connection = events[n].Key;
                if (!IsDone(connection, now, counts))
                {
                    continue;
                }

                open--;
                if (now < end)
                {
                    Send(connection, Stopwatch.GetTimestamp());
                    open++;
                }
            }

            lastProgress = count > 0 ? now : lastProgress;
            if (Stopwatch.GetElapsedTime(lastProgress) > TimeSpan.FromSeconds(5))
            {
                errors += open;
                return;
            }
        }
    }

    /// <summary>Runs the open loop: a request that finds every connection busy waits, and its wait counts.</summary>
    private void Open(TimeSpan time)
    {
        for (int n = 0; n < sockets.Length; n++)
        {
            idle.Enqueue(n);
        }

        double ticksPerRequest = Stopwatch.Frequency / (double)options.RequestsPerSecond;
        long start = Stopwatch.GetTimestamp(), total = (long)(time.TotalSeconds * options.RequestsPerSecond), sent = 0, done = 0;
        var events = new Native.PollEvent[512];
        long lastProgress = start;
        while (done < total)
        {
            long now = Stopwatch.GetTimestamp();
            while (sent < total && idle.Count > 0 && start + (long)(sent * ticksPerRequest) <= now)
            {
                Send(idle.Dequeue(), start + (long)(sent * ticksPerRequest));
                sent++;
            }

            // Busy near the next request, so that it leaves in time; asleep before, so that slow rates leave the processor to others.
            double next = start + (sent * ticksPerRequest) - now;
            bool isNear = sent < total && next < Stopwatch.Frequency / 5000.0;
            int count = isNear ? Native.Wait(poll, events, 0) : Native.WaitExactly(poll, events, sent < total ? SleepOf(next) : 100_000_000);
            now = Stopwatch.GetTimestamp();
            for (int n = 0; n < count; n++)
            {
                if (IsDone(events[n].Key, now, counts: true))
                {
                    done++;
                    idle.Enqueue(events[n].Key);
                }
            }

            lastProgress = count > 0 ? now : lastProgress;
            if (Stopwatch.GetElapsedTime(lastProgress) > TimeSpan.FromSeconds(5))
            {
                errors += total - done;
                return;
            }
        }
    }

    // A tenth of a millisecond early: waking takes its time.
    private static long SleepOf(double ticks) => (long)(ticks * (1e9 / Stopwatch.Frequency)) - 100_000;

    private void Send(int connection, long due)
    {
        ReadOnlySpan<byte> frame = talk.Request(connection);
        dueAt[connection] = due;
        if (Native.Send(sockets[connection], frame) != frame.Length)
        {
            errors++;
        }
    }

    /// <summary>Takes what has arrived; true when a reply is whole.</summary>
    private bool IsDone(int connection, long now, bool counts)
    {
        int received = Native.Receive(sockets[connection], buffer);
        if (received <= 0)
        {
            throw new IOException("the relay closed a connection");
        }

        ReplyKind reply = talk.Take(connection, buffer.AsSpan(0, received));
        if (reply == ReplyKind.Bad)
        {
            errors++;
        }
        else if (reply == ReplyKind.Good && counts)
        {
            latencies.Add((long)((now - dueAt[connection]) * (1e9 / Stopwatch.Frequency)));
        }

        return reply != ReplyKind.Unfinished;
    }
}
