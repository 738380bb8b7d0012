using OtEdge.Core.Staging.Guarding;

namespace OtEdge.Core.Staging;

/// <content>Checked.</content>
public abstract partial record Stage
{
    /// <summary>A tightening in one step that refuses nothing essential.</summary>
    /// <param name="Cleared">What it has gathered.</param>
    public sealed record Checked(Clearance Cleared) : Stage
    {
        /// <inheritdoc/>
        public override ChangeState State => ChangeState.Checked;

        /// <inheritdoc/>
        public override Clearance? Clearance => Cleared;

        internal override Transition After(StagedChange change, ChangeEvent happened) => happened switch
        {
            ChangeEvent.ShadowStarted start => CheckGuards.PlanIsNotEmpty(start.Plan) is { } refusal
                ? Refuse(change, refusal)
                : Move(
                    change,
                    new Shadowing(Cleared with { Plan = start.Plan }) { Since = start.At.Wall },
                    null,
                    "judged beside the live rules from here on",
                    Kept(Cleared, new ChangeEffect.StartShadow())),
            _ => BeforeTrial(change, happened),
        };
    }
}
