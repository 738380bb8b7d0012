namespace OtEdge.Conduits.Relaying;

/// <summary>
/// Looks once a second whether every loop comes round, on a thread of its own: neither a loop nor the pool of threads, which may hang
/// for the same reason, can keep it from that.
/// </summary>
internal sealed class LoopWatchdog : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<RelayLoop> loops;
    private readonly Action<RelayLoop> tell;
    private readonly ManualResetEvent stop = new(false);
    private readonly Thread thread;

    /// <summary>Makes it; it looks from <see cref="Start"/> on.</summary>
    /// <param name="loops">The loops.</param>
    /// <param name="tell">Told of a loop that has come to a standstill or goes on again, on the watchdog's thread.</param>
    public LoopWatchdog(IReadOnlyList<RelayLoop> loops, Action<RelayLoop> tell)
    {
        this.loops = loops;
        this.tell = tell;
        thread = new Thread(Run) { IsBackground = true, Name = "otedge-watchdog" };
    }

    /// <summary>Starts the thread.</summary>
    public void Start() => thread.Start();

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        stop.Set();
        thread.Join();
        stop.Dispose();
    }

    private void Run()
    {
        while (!stop.WaitOne(Pause))
        {
            foreach (RelayLoop loop in loops)
            {
                if (loop.Pulse.Look())
                {
                    tell(loop);
                }
            }
        }
    }
}
