using OtEdge.Core.Zones;

namespace OtEdge.Core.Policy;

/// <summary>Turns a decision into a verdict; the only place where the mode is known.</summary>
public static class Enforcement
{
    /// <summary>Resolves one decision under one posture.</summary>
    /// <param name="posture">The posture that holds.</param>
    /// <param name="clientInScope">Whether the posture's scope holds for the client.</param>
    /// <param name="operationClass">The operation's class.</param>
    /// <param name="decision">What the rules say.</param>
    /// <returns><see cref="Verdict.Forward"/> or <see cref="Verdict.Refuse"/>.</returns>
    public static Verdict Resolve(
        Posture posture,
        bool clientInScope,
        OperationClass operationClass,
        in Decision decision)
    {
        if (decision.IsAllowed || posture.Mode == ConduitMode.Bypass)
        {
            return Verdict.Forward.Instance;
        }

        if (decision.Reason == DecisionReason.Pinned)
        {
            return Verdict.Refuse.Instance;
        }

        return posture.Mode == ConduitMode.Enforce && clientInScope && posture.Scope.Covers(operationClass)
            ? Verdict.Refuse.Instance
            : Verdict.Forward.Instance;
    }

    /// <summary>Resolves an operation that OtEdge failed to judge (a bug), by the posture's stance.</summary>
    public static Verdict ResolveFault(Posture posture) =>
        posture.Mode == ConduitMode.Enforce && posture.OnFault == FaultStance.Refuse
            ? Verdict.Refuse.Instance
            : Verdict.Forward.Instance;

    /// <summary>True when a decision is worth a finding "would be refused" although the verdict forwards.</summary>
    public static bool WouldBeRefused(Posture posture, in Decision decision) =>
        !decision.IsAllowed && posture.Mode is (ConduitMode.Monitor or ConduitMode.Enforce);
}
