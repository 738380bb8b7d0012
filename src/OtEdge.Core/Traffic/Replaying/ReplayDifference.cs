namespace OtEdge.Core.Traffic.Replaying;

/// <summary>Where a candidate and the policy that it is compared with say different things of the same requests.</summary>
public sealed record ReplayDifference
{
    /// <summary>Requests that only the candidate would refuse.</summary>
    public long NewlyRefused { get; init; }

    /// <summary>Requests that only the other policy would refuse.</summary>
    public long NewlyAllowed { get; init; }

    /// <summary>What only the other policy would refuse, by flow; its decision is that of the other policy.</summary>
    public IReadOnlyList<ReplayedFlow> NewlyAllowedFlows { get; init; } = [];
}
