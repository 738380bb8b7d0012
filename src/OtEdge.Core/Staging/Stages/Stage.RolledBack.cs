using OtEdge.Core.Staging.Guarding;

namespace OtEdge.Core.Staging;

/// <content>Rolled back.</content>
public abstract partial record Stage
{
    /// <summary>Went back to the last confirmed posture. After a restart its evidence and approvals still hold, so that the return is one step: arm.</summary>
    /// <param name="Cause">Why.</param>
    /// <param name="Ending">Why, in words.</param>
    public sealed record RolledBack(RollbackCause Cause, string Ending) : Stage
    {
        /// <summary>What it had gathered; null when it is older than that.</summary>
        public Clearance? Cleared { get; init; }

        /// <summary>True when only a restart ended it: its evidence and approvals hold, and arming it again is the whole return.</summary>
        public bool CanReturn { get; init; }

        /// <inheritdoc/>
        public override ChangeState State => ChangeState.RolledBack;

        /// <inheritdoc/>
        public override Clearance? Clearance => Cleared;

        /// <inheritdoc/>
        public override string? Outcome => Ending;

        /// <inheritdoc/>
        public override bool IsEnded => true;

        internal override Transition After(StagedChange change, ChangeEvent happened) => happened switch
        {
            ChangeEvent.Armed step => ArmGuards.NothingSpokeAgainstIt(this) is { } refusal ? Refuse(change, refusal) : AfterArm(change, step),
            ChangeEvent.EvidenceStale stale when CanReturn => Move(
                change,
                this with { CanReturn = false },
                null,
                $"evidence is stale: {stale.Words}",
                new ChangeEffect.Keep(MustBeDurable: false),
                new ChangeEffect.Announce()),
            _ => WrongState(change, happened),
        };
    }
}
