using System.Runtime.CompilerServices;
using OtEdge.Console.Api;

namespace OtEdge.Host.Gateway;

/// <summary>
/// The last events, in one ring for all who listen: a slow listener costs nothing and learns that it missed some. Thread-safe.
/// </summary>
internal sealed class EventStream
{
    private const int EventsMax = 1024;

    private readonly TimeProvider time;
    private readonly Lock turn = new();
    private readonly Queue<GatewayEvent> ring = new(EventsMax);
    private TaskCompletionSource pulse = NewPulse();
    private long last;

    /// <summary>Makes an empty stream; ids go on from the wall clock, so that those of an earlier process are not met again.</summary>
    public EventStream(TimeProvider time)
    {
        this.time = time;
        last = time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>Publishes an event; its id and moment are set here.</summary>
    public void Publish(GatewayEvent happened)
    {
        TaskCompletionSource waiting;
        lock (turn)
        {
            last++;
            if (ring.Count == EventsMax)
            {
                ring.Dequeue();
            }

            ring.Enqueue(happened with { Id = last, At = time.GetUtcNow() });
            waiting = pulse;
            pulse = NewPulse();
        }

        waiting.SetResult();
    }

    /// <summary>Events after an earlier one; null: only new ones. Where some are gone, an event `gap` says so.</summary>
    public async IAsyncEnumerable<GatewayEvent> ReadAsync(
        long? after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        long seen = after ?? LastId();
        while (!cancellation.IsCancellationRequested)
        {
            (IReadOnlyList<GatewayEvent> events, Task more) = After(seen);
            foreach (GatewayEvent happened in events)
            {
                yield return happened;
                seen = happened.Id;
            }

            if (events.Count == 0)
            {
                await more.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private long LastId()
    {
        lock (turn)
        {
            return last;
        }
    }

    private (IReadOnlyList<GatewayEvent> Events, Task More) After(long seen)
    {
        lock (turn)
        {
            long oldest = last - ring.Count + 1;
            if (seen >= oldest - 1 && seen <= last)
            {
                return ([.. ring.Where(happened => happened.Id > seen)], pulse.Task);
            }

            var gap = new GatewayEvent
            {
                Id = oldest - 1,
                Kind = "gap",
                At = time.GetUtcNow(),
                Text = "events in between are gone; read the status again",
            };
            return ([gap, .. ring], pulse.Task);
        }
    }

    private static TaskCompletionSource NewPulse() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
