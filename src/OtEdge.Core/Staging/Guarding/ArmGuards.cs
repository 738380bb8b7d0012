namespace OtEdge.Core.Staging.Guarding;

/// <summary>Guards of arming and starting that look at what holds around a change. Each answers null when the step may go on.</summary>
internal static class ArmGuards
{
    /// <summary>A stale change never applies.</summary>
    internal static ChangeRefusal? BaseIsUnmoved(StagedChange change, ConduitFacts facts) =>
        facts.Epoch != change.BaseEpoch
            ? new ChangeRefusal(ChangeRefusalCode.BaseMoved, $"{change.BaseEpoch}", $"{facts.Epoch}")
            : null;

    /// <summary>One change in flight per conduit.</summary>
    internal static ChangeRefusal? NoOtherInFlight(ConduitFacts facts) =>
        facts.OthersInFlight.Count > 0 ? new ChangeRefusal(ChangeRefusalCode.AnotherInFlight, facts.OthersInFlight) : null;

    /// <summary>Conduits of one conflict set are never in trial together.</summary>
    internal static ChangeRefusal? ConflictSetIsFree(ConduitFacts facts) =>
        facts.Conflicts.Count > 0 ? new ChangeRefusal(ChangeRefusalCode.ConflictSet, facts.Conflicts) : null;

    /// <summary>While break-glass holds nothing else moves the posture.</summary>
    internal static ChangeRefusal? GlassIsWhole(ConduitFacts facts) =>
        facts.IsGlassBroken ? new ChangeRefusal(ChangeRefusalCode.GlassBroken) : null;

    /// <summary>A change that went back can return only where nothing spoke against it.</summary>
    internal static ChangeRefusal? NothingSpokeAgainstIt(Stage.RolledBack ended) =>
        ended.CanReturn ? null : new ChangeRefusal(ChangeRefusalCode.WrongState, nameof(ChangeEvent.Armed));
}
