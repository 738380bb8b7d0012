namespace OtEdge.Conduits;

/// <summary>
/// What OtEdge itself adds to the way of a request or a reply: from the wake-up that brought its last byte until it was sent on, waits
/// for other traffic of the same loop included. Quantiles are upper bounds, at most 6 % high.
/// </summary>
public readonly record struct AddedLatency
{
    /// <summary>Requests and replies measured since the conduit was opened.</summary>
    public long Passages { get; init; }

    /// <summary>Half of them took no longer, in microseconds; 0 when nothing was measured.</summary>
    public double P50Microseconds { get; init; }

    /// <summary>99 of 100 took no longer, in microseconds; 0 when nothing was measured.</summary>
    public double P99Microseconds { get; init; }

    /// <summary>999 of 1,000 took no longer, in microseconds; 0 when nothing was measured.</summary>
    public double P999Microseconds { get; init; }
}
