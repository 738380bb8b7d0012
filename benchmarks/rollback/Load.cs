namespace OtEdge.RollbackBenchmark;

/// <summary>Clients that read without a pause, each on a thread and a connection of its own.</summary>
internal sealed class Load : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Thread[] threads;
    private long answers;

    public Load(IEnumerable<Wire> wires)
    {
        threads = [.. wires.Select(wire => new Thread(() => Run(wire)) { IsBackground = true })];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }
    }

    /// <summary>Answers so far.</summary>
    public long Answers => Interlocked.Read(ref answers);

    /// <summary>Why a client ended; null: none did.</summary>
    public Exception? Fault { get; private set; }

    public void Dispose()
    {
        stop.Cancel();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        stop.Dispose();
    }

    private void Run(Wire wire)
    {
        using (wire)
        {
            try
            {
                while (!stop.IsCancellationRequested)
                {
                    if (!wire.Ask())
                    {
                        throw new InvalidOperationException("a read was refused");
                    }

                    Interlocked.Increment(ref answers);
                }
            }
            catch (Exception fault)
            {
                Fault ??= fault;
            }
        }
    }
}
