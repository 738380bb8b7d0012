namespace OtEdge.Core.Staging;

/// <content>Stale.</content>
public abstract partial record Stage
{
    /// <summary>Ended because the posture that it was based on has moved.</summary>
    /// <param name="Ending">How it ended.</param>
    public sealed record Stale(string Ending) : Stage
    {
        /// <inheritdoc/>
        public override ChangeState State => ChangeState.Stale;

        /// <inheritdoc/>
        public override string? Outcome => Ending;

        /// <inheritdoc/>
        public override bool IsEnded => true;

        internal override Transition After(StagedChange change, ChangeEvent happened) => WrongState(change, happened);
    }
}
