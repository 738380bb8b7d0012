using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;

#pragma warning disable CA1822 // being written
namespace OtEdge.Conduits;

/// <summary>A conduit that listens and relays; every member may be used from any thread.</summary>
public sealed class RunningConduit
{
    private readonly TimeProvider time;
    private ConduitSnapshot snapshot;

    internal RunningConduit(int index, Conduit conduit, ConduitSnapshot snapshot, TimeProvider time)
    {
        Index = index;
        Conduit = conduit;
        this.snapshot = snapshot;
        this.time = time;
    }

    /// <summary>Its index in the data plane, as findings carry it; never used twice.</summary>
    public int Index { get; }

    /// <summary>What the settings declare.</summary>
    public Conduit Conduit { get; }

    /// <summary>Where it really listens; the port is the one taken when the settings say 0.</summary>
    public IPEndPoint LocalEndPoint => Conduit.Listen;

    /// <summary>What it judges by.</summary>
    public ConduitSnapshot Snapshot => Volatile.Read(ref snapshot);

    /// <summary>The monotonic time (100 ns) that <see cref="ConduitSnapshot.FallbackAtTicks"/> is measured in.</summary>
    public long NowTicks => time.GetElapsedTime(0).Ticks;

    /// <summary>Counters since it was opened.</summary>
    public TrafficTotals Totals { get; } = new();

    /// <summary>Client connections open now.</summary>
    public int ClientConnections { get; }

    /// <summary>Device connections open or being made now.</summary>
    public int DeviceConnections { get; }

    /// <summary>The client connections open now.</summary>
    public IReadOnlyList<OpenConnection> Connections { get; } = [];

    /// <summary>Judges by another snapshot from the next frame on; drops no connection.</summary>
    public void Apply(ConduitSnapshot next) => Volatile.Write(ref snapshot, next);

    /// <summary>Stops listening and closes its connections; done when the address is free again.</summary>
    public Task CloseAsync() => Task.CompletedTask;
}
