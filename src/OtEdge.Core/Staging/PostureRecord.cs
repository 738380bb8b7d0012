using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging;

/// <summary>A posture as the journal keeps it; rules are named by their digest.</summary>
/// <param name="Mode">The rung of the ladder.</param>
/// <param name="Scope">What enforcing really refuses.</param>
/// <param name="PolicyDigest">Digest of the policy revision; null: no policy.</param>
/// <param name="OnFault">What enforcing does when OtEdge itself cannot judge.</param>
/// <param name="RefuseWith">What a refused request gets.</param>
public sealed record PostureRecord(
    ConduitMode Mode,
    EnforcementScope Scope,
    string? PolicyDigest,
    FaultStance OnFault,
    RefusalForm RefuseWith)
{
    /// <summary>Where every new conduit starts: observe, no policy.</summary>
    public static PostureRecord Start { get; } =
        new(ConduitMode.Observe, EnforcementScope.Everything, null, FaultStance.Forward, RefusalForm.Reply);
}
