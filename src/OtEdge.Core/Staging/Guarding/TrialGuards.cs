namespace OtEdge.Core.Staging.Guarding;

/// <summary>Guards of trial and soak. Those of a step answer null when it may go on; the others say true when it must go back.</summary>
internal static class TrialGuards
{
    /// <summary>A confirmation is for the trial that runs, not for an earlier one.</summary>
    internal static ChangeRefusal? TokenIsOfThisTrial(string token, string given) =>
        token != given ? new ChangeRefusal(ChangeRefusalCode.OtherToken) : null;

    /// <summary>What is over cannot be confirmed.</summary>
    internal static ChangeRefusal? TimeIsLeft(Stage.Trial trial, Moment at) =>
        at.Ticks >= trial.DeadlineTicks ? new ChangeRefusal(ChangeRefusalCode.TooLate) : null;

    /// <summary>A trial cannot be prolonged for ever.</summary>
    internal static ChangeRefusal? ExtensionsAreLeft(Stage.Trial trial) =>
        trial.Extensions >= ChangeTerms.ExtensionsMax ? new ChangeRefusal(ChangeRefusalCode.ExtendedTooOften) : null;

    /// <summary>What was seen of another device or program says nothing.</summary>
    internal static ChangeRefusal? EvidenceIsOfThisDevice(string? staleEvidence) =>
        staleEvidence is null ? null : new ChangeRefusal(ChangeRefusalCode.EvidenceStale, staleEvidence);

    /// <summary>True when nobody confirmed in time.</summary>
    internal static bool TimeIsUp(Stage.Trial trial, Moment at) => at.Ticks >= trial.DeadlineTicks;

    /// <summary>True when a guard says that it hurts.</summary>
    internal static bool Hurts(Fact guards) => guards.Holds == false;

    /// <summary>True when a guard is unknown for longer than its grace.</summary>
    internal static bool UnknownTooLong(long? sinceTicks, ChangeTerms terms, Moment at) =>
        sinceTicks is { } since && at.Ticks - since > terms.GuardGrace.Ticks;

    /// <summary>Since when guards are unknown, after another look.</summary>
    internal static long? UnknownSince(long? sinceTicks, ChangeEvent.GuardsSeen seen) =>
        seen.Guards.Holds is null ? sinceTicks ?? seen.At.Ticks : null;
}
