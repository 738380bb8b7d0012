namespace OtEdge.Host.Recording;

/// <summary>Budget of recording in memory and on disk.</summary>
internal sealed record FlowRecorderOptions
{
    /// <summary>Flows of one conduit that are kept in memory; beyond it those not seen for longest are left to the store. Default 20,000.</summary>
    public int FlowsPerConduitMax { get; init; } = 20_000;

    /// <summary>New flows that one client may begin on a conduit in a minute; what comes beyond it is one flow. Default 300.</summary>
    public int NewFlowsPerClientMinuteMax { get; init; } = 300;

    /// <summary>New flows that all clients together may begin on a conduit in a minute. Default 3,000.</summary>
    public int NewFlowsPerMinuteMax { get; init; } = 3_000;

    /// <summary>Single operations that are kept of one flow in a minute; the others are only counted, as a gap. Default 1,000.</summary>
    public int OperationsPerFlowMinuteMax { get; init; } = 1_000;

    /// <summary>Single operations that wait for the next hand-over; what comes beyond it is only counted, as a gap. Default 50,000.</summary>
    public int OperationsWaitingMax { get; init; } = 50_000;

    /// <summary>How often counts of known flows are handed to the store; operations and new flows go with every flush. Counting polls
    /// every second onto the disk would wear a flash disk for nothing. Default 30 s.</summary>
    public TimeSpan CountsEvery { get; init; } = TimeSpan.FromSeconds(30);
}
