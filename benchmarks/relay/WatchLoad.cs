using System.Diagnostics;

namespace OtEdge.RelayBenchmark;

/// <summary>Clients on one thread that watch values instead of asking for them. Latency counts from the device's sending.</summary>
internal sealed class WatchLoad
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);
    private readonly LoadOptions options;
    private readonly UaEntry entry;
    private readonly int[] sockets;
    private readonly UaWatch[] watches;
    private readonly int poll = Native.CreatePoll();
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly Histogram latencies = new();
    private long now;
    private long countsFrom = long.MaxValue;

    private WatchLoad(LoadOptions options)
    {
        this.options = options;
        entry = new UaEntry(options.Port, options.OpcUa!.Identities);
        sockets = new int[options.Connections];
        watches = new UaWatch[options.Connections];
    }

    public static LoadResult Run(LoadOptions options)
    {
        Native.Pin(options.Processor);
        var load = new WatchLoad(options);
        load.Begin();
        load.Watch(TimeSpan.FromMilliseconds(options.WarmUpMilliseconds));
        Terminal.WriteLine("warm");
        Terminal.ReadLine();
        long start = load.countsFrom = Stopwatch.GetTimestamp();
        load.Watch(TimeSpan.FromMilliseconds(options.Milliseconds));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long told = load.latencies.Count;
        load.countsFrom = long.MaxValue;
        return new LoadResult
        {
            Transactions = told * UaSubscriptions.ItemsPerClient,
            Errors = load.CountLost(),
            Seconds = seconds,
            P50 = load.latencies.Quantile(0.5) / 1000,
            P99 = load.latencies.Quantile(0.99) / 1000,
            P999 = load.latencies.Quantile(0.999) / 1000,
            Max = load.latencies.Max / 1000.0,
        };
    }

    private void Begin()
    {
        int asking = Native.Connect(options.Port);
        entry.Prepare(options.OpcUa!.Security, Exchange(asking));
        Native.Close(asking);
        for (int n = 0; n < sockets.Length; n++)
        {
            sockets[n] = Native.Connect(options.Port);
            watches[n] = new UaWatch(entry, options.OpcUa.Security, Count);
            watches[n].Open(Exchange(sockets[n]));
        }

        for (int n = 0; n < sockets.Length; n++)
        {
            watches[n].Begin(n, Exchange(sockets[n]));
            Send(n);
            Native.Watch(poll, sockets[n], Native.EpollIn, n);
        }
    }

    /// <summary>Questions and answers on one connection, while nothing else is under way there.</summary>
    private Func<byte[], byte[]> Exchange(int socket)
    {
        int own = Native.CreatePoll();
        var events = new Native.PollEvent[1];
        Native.Watch(own, socket, Native.EpollIn, 0);
        return request =>
        {
            if (request.Length > 0)
            {
                _ = Native.Send(socket, request);
            }

            int received = Native.Wait(own, events, 5000) > 0 ? Native.Receive(socket, buffer) : 0;
            return received > 0 ? buffer[..received] : throw new IOException("a connection was not taken into service");
        };
    }

    private void Watch(TimeSpan time)
    {
        long end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end)
        {
            TakeSome();
        }
    }

    /// <summary>Lets every device finish, and counts what it has sent and nobody has got.</summary>
    private long CountLost()
    {
        for (int n = 0; n < watches.Length; n++)
        {
            watches[n].Silence();
            Send(n);
        }

        long start = Stopwatch.GetTimestamp();
        while (watches.Any(watch => !watch.IsOver) && Stopwatch.GetElapsedTime(start) < EndsWithin)
        {
            TakeSome();
        }

        return watches.Sum(watch => watch.Lost + (watch.IsOver ? 0 : 1));
    }

    private void TakeSome()
    {
        var events = new Native.PollEvent[UaSubscriptions.Clients];
        int count = Native.Wait(poll, events, 10);
        now = Stopwatch.GetTimestamp();
        for (int n = 0; n < count; n++)
        {
            int connection = events[n].Key, received = Native.Receive(sockets[connection], buffer);
            if (received <= 0)
            {
                throw new IOException("the relay closed a connection");
            }

            watches[connection].Arrive(buffer.AsSpan(0, received));
            Send(connection);
        }
    }

    // Device and clients are on one machine and share its clock.
    private void Count(long sentAt)
    {
        if (sentAt >= countsFrom)
        {
            latencies.Add((long)((now - sentAt) * (1e9 / Stopwatch.Frequency)));
        }
    }

    private void Send(int connection)
    {
        ReadOnlySpan<byte> output = watches[connection].Output;
        if (!output.IsEmpty)
        {
            _ = Native.Send(sockets[connection], output);
        }
    }
}
