namespace OtEdge.Core.Staging;

/// <content>Approved.</content>
public abstract partial record Stage
{
    /// <summary>Everyone who is asked has approved.</summary>
    /// <param name="Cleared">What it has gathered.</param>
    public sealed record Approved(Clearance Cleared) : Stage
    {
        /// <inheritdoc/>
        public override ChangeState State => ChangeState.Approved;

        /// <inheritdoc/>
        public override Clearance? Clearance => Cleared;

        internal override Transition After(StagedChange change, ChangeEvent happened) => happened switch
        {
            ChangeEvent.Armed step => AfterArm(change, step),
            _ => WhileCleared(change, happened),
        };
    }
}
