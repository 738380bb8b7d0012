namespace OtEdge.Core.Staging;

/// <content>Withdrawn.</content>
public abstract partial record Stage
{
    /// <summary>Ended before its trial, by a person or a newer change.</summary>
    /// <param name="Ending">How it ended.</param>
    public sealed record Withdrawn(string Ending) : Stage
    {
        /// <inheritdoc/>
        public override ChangeState State => ChangeState.Withdrawn;

        /// <inheritdoc/>
        public override string? Outcome => Ending;

        /// <inheritdoc/>
        public override bool IsEnded => true;

        internal override Transition After(StagedChange change, ChangeEvent happened) => WrongState(change, happened);
    }
}
