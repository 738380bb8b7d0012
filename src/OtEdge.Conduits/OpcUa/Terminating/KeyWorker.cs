using System.Collections.Concurrent;
using OtEdge.Conduits.Relaying;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>
/// One thread that does what takes milliseconds: work with RSA keys, reading trust lists. So no handshake holds a loop up, and keys are
/// never used by two threads at once. Its queue is bounded: who finds it full is turned away.
/// </summary>
internal sealed class KeyWorker : IDisposable
{
    private const int WaitingMax = 256;
    private readonly BlockingCollection<Job> waiting = new(WaitingMax);
    private readonly Thread thread;
    private int unfinished;

    /// <summary>Starts the thread.</summary>
    public KeyWorker()
    {
        thread = new Thread(Run) { IsBackground = true, Name = "otedge keys" };
        thread.Start();
    }

    /// <summary>True when nothing waits and nothing is being done; any thread may ask.</summary>
    public bool IsIdle => Volatile.Read(ref unfinished) == 0;

    /// <summary>Has work done.</summary>
    /// <param name="work">Runs on the thread.</param>
    /// <param name="loop">Who is told.</param>
    /// <param name="done">Runs on the loop afterwards, with what the work has thrown, or null.</param>
    /// <returns>False when too much waits already; nothing happens then.</returns>
    public bool TryDo(Action work, RelayLoop loop, Action<Exception?> done)
    {
        Interlocked.Increment(ref unfinished);
        bool isTaken = waiting.TryAdd(new Job(work, loop, done));
        Interlocked.Add(ref unfinished, isTaken ? 0 : -1);
        return isTaken;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        waiting.CompleteAdding();
        thread.Join();
        waiting.Dispose();
    }

    private void Run()
    {
        foreach (Job job in waiting.GetConsumingEnumerable())
        {
            Exception? fault = null;
            try
            {
                job.Work();
            }
            catch (Exception thrown)
            {
                fault = thrown;
            }

            job.Loop.Post(() => job.Done(fault));
            Interlocked.Decrement(ref unfinished);
        }
    }

    private readonly record struct Job(Action Work, RelayLoop Loop, Action<Exception?> Done);
}
