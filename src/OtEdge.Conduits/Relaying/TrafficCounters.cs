using OtEdge.Core.Traffic;

namespace OtEdge.Conduits.Relaying;

/// <summary>A conduit's counters: written by its loop alone, read by any thread without tearing.</summary>
internal sealed class TrafficCounters
{
    private long requests;
    private long replies;
    private long refused;
    private long wouldBeRefused;
    private long exceptions;
    private long bytesFromClients;
    private long bytesFromDevices;
    private long connectionsAccepted;
    private long findingsShed;

    /// <summary>Counts a request read from a client.</summary>
    public void CountRequest() => Add(ref requests, 1);

    /// <summary>Counts a reply read from the device.</summary>
    /// <param name="isException">True when it carried an exception.</param>
    public void CountReply(bool isException)
    {
        Add(ref replies, 1);
        if (isException)
        {
            Add(ref exceptions, 1);
        }
    }

    /// <summary>Counts a refused request.</summary>
    public void CountRefused() => Add(ref refused, 1);

    /// <summary>Counts a request that passed although the rules say no.</summary>
    public void CountWouldBeRefused() => Add(ref wouldBeRefused, 1);

    /// <summary>Counts bytes received.</summary>
    public void CountBytes(LinkSide side, int count) =>
        Add(ref side == LinkSide.Client ? ref bytesFromClients : ref bytesFromDevices, count);

    /// <summary>Counts an accepted client connection.</summary>
    public void CountConnection() => Add(ref connectionsAccepted, 1);

    /// <summary>Counts a finding that the ring could not take.</summary>
    public void CountShed() => Add(ref findingsShed, 1);

    /// <summary>The totals as they stand.</summary>
    public TrafficTotals Read() => new()
    {
        Requests = Volatile.Read(ref requests),
        Replies = Volatile.Read(ref replies),
        Refused = Volatile.Read(ref refused),
        WouldBeRefused = Volatile.Read(ref wouldBeRefused),
        Exceptions = Volatile.Read(ref exceptions),
        BytesFromClients = Volatile.Read(ref bytesFromClients),
        BytesFromDevices = Volatile.Read(ref bytesFromDevices),
        ConnectionsAccepted = Volatile.Read(ref connectionsAccepted),
        FindingsShed = Volatile.Read(ref findingsShed),
    };

    // One writer: no read-modify-write instruction is needed, only a store that is not torn.
    private static void Add(ref long counter, long count) => Volatile.Write(ref counter, counter + count);
}
