using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Staging.Guarding;

namespace OtEdge.Core.Staging;

/// <content>Ready.</content>
public abstract partial record Stage
{
    /// <summary>The readiness gates are met, overridden or not needed; approvals are awaited.</summary>
    /// <param name="Cleared">What it has gathered, with the approvals so far.</param>
    public sealed record Ready(Clearance Cleared) : Stage
    {
        /// <inheritdoc/>
        public override ChangeState State => ChangeState.Ready;

        /// <inheritdoc/>
        public override Clearance? Clearance => Cleared;

        internal override Transition After(StagedChange change, ChangeEvent happened) => happened switch
        {
            ChangeEvent.Approved step => AfterApproval(change, step),
            ChangeEvent.Armed => Refuse(change, ApprovalGuards.EveryApprovalIsThere(change, Cleared)!),
            _ => WhileCleared(change, happened),
        };

        private Transition AfterApproval(StagedChange change, ChangeEvent.Approved step)
        {
            PlantFunction? seat = step.For ?? ApprovalGuards.SeatOf(GovernanceRules.Missing(change, Cleared), step.By);
            ChangeRefusal? refusal = ApprovalGuards.NotTheOwnChange(change, step.By)
                ?? ApprovalGuards.NotSpokenAlready(Cleared.Approvals, step.By)
                ?? ApprovalGuards.DigestIsTheOneAskedFor(change, Cleared, step.Digest)
                ?? ApprovalGuards.FunctionIsHeld(change, seat, step.By)
                ?? ApprovalGuards.FunctionIsAsked(GovernanceRules.Missing(change, Cleared), seat);
            if (refusal is not null)
            {
                return Refuse(change, refusal);
            }

            PlantFunction? given = GovernanceRules.Missing(change, Cleared).Contains(seat) ? seat : null;
            var approval = new Approval(step.By.Name, given, step.At.Wall, step.Digest);
            Clearance next = Cleared with { Approvals = [.. Cleared.Approvals, approval] };
            string what = given is { } function ? $"approved for {ChangeWording.Of(function)}" : "approved";
            Stage stage = GovernanceRules.Missing(change, next).Count == 0
                ? new Approved(next) { Since = step.At.Wall }
                : new Ready(next) { Since = Since };
            return Move(change, stage, step.By.Name, what, Kept(next));
        }
    }
}
