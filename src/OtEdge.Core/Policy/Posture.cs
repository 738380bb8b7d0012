using OtEdge.Core.Zones;

namespace OtEdge.Core.Policy;

/// <summary>How a conduit stands: mode, scope and rules, with the settings that a change governs.</summary>
/// <param name="Mode">The rung of the ladder.</param>
/// <param name="Scope">What enforcing really refuses.</param>
/// <param name="Rules">The compiled rules; <see cref="RuleSet.None"/> when there is no policy.</param>
/// <param name="OnFault">What enforcing does when OtEdge itself cannot judge.</param>
/// <param name="RefuseWith">What a refused request gets.</param>
public sealed record Posture(
    ConduitMode Mode,
    EnforcementScope Scope,
    RuleSet Rules,
    FaultStance OnFault = FaultStance.Forward,
    RefusalForm RefuseWith = RefusalForm.Reply)
{
    /// <summary>Clients that stand outside the scope for a time; pins refuse them all the same.</summary>
    public IReadOnlyList<ClientPermit> Permits { get; init; } = [];
}
