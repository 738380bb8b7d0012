using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging.Guarding;

/// <summary>Guards of the proposal and the check. Each answers null when the step may go on.</summary>
internal static class CheckGuards
{
    /// <summary>One change in flight per conduit.</summary>
    internal static ChangeRefusal? NoOtherIsInFlight(ConduitFacts facts) =>
        facts.OthersInFlight.Count > 0 ? new ChangeRefusal(ChangeRefusalCode.AnotherInFlight, facts.OthersInFlight) : null;

    /// <summary>The author looked at the posture that holds.</summary>
    internal static ChangeRefusal? BaseIsThePresentOne(StagedChange change, ConduitFacts facts) =>
        change.BaseEpoch != facts.Epoch
            ? new ChangeRefusal(ChangeRefusalCode.BaseMoved, $"{change.BaseEpoch}", $"{facts.Epoch}")
            : null;

    /// <summary>A change changes something.</summary>
    internal static ChangeRefusal? SomethingChanges(StagedChange change) =>
        PostureText.Of(change.From) == PostureText.Of(change.To) ? new ChangeRefusal(ChangeRefusalCode.NothingChanges) : null;

    /// <summary>Bypass is for break-glass.</summary>
    internal static ChangeRefusal? TargetIsNotBypass(PostureRecord to) =>
        to.Mode == ConduitMode.Bypass ? new ChangeRefusal(ChangeRefusalCode.Bypass) : null;

    /// <summary>Loosen first, tighten later.</summary>
    internal static ChangeRefusal? DirectionIsNotMixed(ChangeCheck check) =>
        check.Direction == DifferenceKind.Mixed ? new ChangeRefusal(ChangeRefusalCode.Mixed, check.Split) : null;

    /// <summary>One rung or one step of scope.</summary>
    internal static ChangeRefusal? OneStepAtATime(ChangeCheck check) =>
        check.Steps.Count > 1 ? new ChangeRefusal(ChangeRefusalCode.TwoSteps, check.Steps) : null;

    /// <summary>A rule that never decides anything is a mistake.</summary>
    internal static ChangeRefusal? EveryRuleIsReachable(ChangeCheck check) =>
        check.Unreachable.Count > 0 ? new ChangeRefusal(ChangeRefusalCode.UnreachableRule, check.Unreachable) : null;

    /// <summary>Essential operations are refused by nobody who has not assessed the risk (IEC 62443-3-3 cl. 4.2).</summary>
    internal static ChangeRefusal? EssentialIsCovered(ChangeCheck check, string? riskAssessment) =>
        check.EssentialLost.Count > 0 && string.IsNullOrWhiteSpace(riskAssessment)
            ? new ChangeRefusal(ChangeRefusalCode.EssentialLost, check.EssentialLost)
            : null;

    /// <summary>What the profile asks of a tightening is answered; going back never waits for words.</summary>
    internal static ChangeRefusal? QuestionsAreAnswered(StagedChange change, ChangeCheck check) =>
        check.Tightens && change.OpenQuestions.Any()
            ? new ChangeRefusal(ChangeRefusalCode.QuestionsOpen, [.. change.OpenQuestions.Select(ChangeWording.Of)])
            : null;

    /// <summary>A plan that asks for nothing proves nothing.</summary>
    internal static ChangeRefusal? PlanIsNotEmpty(CoveragePlan plan) =>
        plan.Regimes.Count == 0 ? new ChangeRefusal(ChangeRefusalCode.EmptyPlan) : null;
}
