namespace OtEdge.Core.Staging;

/// <content>Rejected.</content>
public abstract partial record Stage
{
    /// <summary>Ended by somebody who was asked to approve it.</summary>
    /// <param name="Ending">How it ended.</param>
    public sealed record Rejected(string Ending) : Stage
    {
        /// <inheritdoc/>
        public override ChangeState State => ChangeState.Rejected;

        /// <inheritdoc/>
        public override string? Outcome => Ending;

        /// <inheritdoc/>
        public override bool IsEnded => true;

        internal override Transition After(StagedChange change, ChangeEvent happened) => WrongState(change, happened);
    }
}
