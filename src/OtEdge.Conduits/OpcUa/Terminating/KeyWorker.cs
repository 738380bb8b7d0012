using System.Net;
using OtEdge.Conduits.Relaying;

namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>
/// One thread that does what takes milliseconds: work with RSA keys, reading trust lists. So no handshake holds a loop up, and keys are
/// never used by two threads at once. Clients take turns, each by its address, so that who asks for much only holds itself up; what waits
/// is bounded, for each of them and in all, and who finds it full is turned away.
/// </summary>
internal sealed class KeyWorker : IDisposable
{
    /// <summary>Most that waits for one client.</summary>
    public const int WaitingPerClientMax = 256;

    private const int WaitingMax = 2048;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim waiting = new(0);
    private readonly Dictionary<IPAddress, Queue<Job>> clients = [];
    private readonly Queue<IPAddress> turns = new();
    private readonly Thread thread;
    private int unfinished;
    private volatile bool isOver;

    /// <summary>Starts the thread.</summary>
    public KeyWorker()
    {
        thread = new Thread(Run) { IsBackground = true, Name = "otedge keys" };
        thread.Start();
    }

    /// <summary>True when nothing waits and nothing is being done; any thread may ask.</summary>
    public bool IsIdle => Volatile.Read(ref unfinished) == 0;

    /// <summary>Has work done.</summary>
    /// <param name="client">For whom.</param>
    /// <param name="work">Runs on the thread.</param>
    /// <param name="loop">Who is told.</param>
    /// <param name="done">Runs on the loop afterwards, with what the work has thrown, or null.</param>
    /// <returns>False when too much waits already; nothing happens then.</returns>
    public bool TryDo(IPAddress client, Action work, RelayLoop loop, Action<Exception?> done)
    {
        lock (gate)
        {
            bool isNew = !clients.TryGetValue(client, out Queue<Job>? jobs);
            if (isOver || unfinished >= WaitingMax || jobs?.Count >= WaitingPerClientMax)
            {
                return false;
            }

            if (isNew)
            {
                clients.Add(client, jobs = new Queue<Job>());
                turns.Enqueue(client);
            }

            jobs!.Enqueue(new Job(work, loop, done));
            Interlocked.Increment(ref unfinished);
        }

        waiting.Release();
        return true;
    }

    /// <summary>Stops once everything that waits is done.</summary>
    public void Dispose()
    {
        isOver = true;
        waiting.Release();
        thread.Join();
        waiting.Dispose();
    }

    private void Run()
    {
        for (waiting.Wait(); TryTake(out Job job); waiting.Wait())
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

    // Nothing left: the worker was disposed of.
    private bool TryTake(out Job job)
    {
        lock (gate)
        {
            job = default;
            if (!turns.TryDequeue(out IPAddress? client))
            {
                return false;
            }

            Queue<Job> jobs = clients[client];
            job = jobs.Dequeue();
            if (jobs.Count > 0)
            {
                turns.Enqueue(client);
            }
            else
            {
                clients.Remove(client);
            }

            return true;
        }
    }

    private readonly record struct Job(Action Work, RelayLoop Loop, Action<Exception?> Done);
}
