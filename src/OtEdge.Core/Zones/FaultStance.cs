namespace OtEdge.Core.Zones;

/// <summary>What an enforcing conduit does when OtEdge itself cannot judge (`on-fault`).</summary>
public enum FaultStance
{
    /// <summary>The frame passes, with a finding.</summary>
    Forward,

    /// <summary>The frame is refused, with a finding.</summary>
    Refuse,
}
