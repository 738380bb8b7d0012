using OtEdge.Core.Staging.Guarding;

namespace OtEdge.Core.Staging;

/// <content>Proposed.</content>
public abstract partial record Stage
{
    /// <summary>Proposed, nothing looked at yet.</summary>
    public sealed record Draft : Stage
    {
        /// <inheritdoc/>
        public override ChangeState State => ChangeState.Draft;

        internal override Transition After(StagedChange change, ChangeEvent happened) => happened switch
        {
            ChangeEvent.Checked check => AfterCheck(change, check),
            _ => BeforeTrial(change, happened),
        };

        private static Transition AfterCheck(StagedChange change, ChangeEvent.Checked seen)
        {
            ChangeCheck check = seen.Check;
            ChangeRefusal? refusal = CheckGuards.TargetIsNotBypass(change.To)
                ?? CheckGuards.DirectionIsNotMixed(check)
                ?? CheckGuards.OneStepAtATime(check)
                ?? CheckGuards.EveryRuleIsReachable(check)
                ?? CheckGuards.EssentialIsCovered(check, seen.RiskAssessment)
                ?? CheckGuards.QuestionsAreAnswered(change, check);
            if (refusal is not null)
            {
                return Refuse(change, refusal);
            }

            var clearance = new Clearance(check)
            {
                Overrides = check.EssentialLost.Count == 0
                    ? []
                    : [new GateOverride(GateOverride.Essential, change.Author, seen.At.Wall, seen.RiskAssessment!.Trim())],
            };
            return check.Tightens
                ? Move(change, new Checked(clearance) { Since = seen.At.Wall }, null, "checked: it tightens", Kept(clearance))
                : Move(
                    change,
                    new Ready(clearance) { Since = seen.At.Wall },
                    null,
                    "checked: it refuses nothing more than before, so it needs no evidence",
                    Kept(clearance));
        }
    }
}
