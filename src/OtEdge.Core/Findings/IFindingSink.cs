namespace OtEdge.Core.Findings;

/// <summary>Takes what the data plane found, off the data path.</summary>
public interface IFindingSink
{
    /// <summary>Takes a batch; called by one thread at a time, and never by a loop.</summary>
    /// <param name="findings">The batch, oldest first; valid during the call only.</param>
    /// <param name="shed">How many were lost since the last call because the ring was full.</param>
    void Take(ReadOnlySpan<TrafficFinding> findings, long shed);
}
