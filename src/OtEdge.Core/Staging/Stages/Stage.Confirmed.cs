namespace OtEdge.Core.Staging;

/// <content>Confirmed.</content>
public abstract partial record Stage
{
    /// <summary>Final; from here nothing loosens by itself.</summary>
    /// <param name="Ending">How it was confirmed.</param>
    public sealed record Confirmed(string Ending) : Stage
    {
        /// <summary>What it had gathered; null when it is older than that.</summary>
        public Clearance? Cleared { get; init; }

        /// <inheritdoc/>
        public override ChangeState State => ChangeState.Confirmed;

        /// <inheritdoc/>
        public override Clearance? Clearance => Cleared;

        /// <inheritdoc/>
        public override string? Outcome => Ending;

        /// <inheritdoc/>
        public override bool IsEnded => true;

        internal override Transition After(StagedChange change, ChangeEvent happened) => WrongState(change, happened);
    }
}
