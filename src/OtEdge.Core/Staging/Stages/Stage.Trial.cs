using System.Text.Json.Serialization;
using OtEdge.Core.Staging.Guarding;

namespace OtEdge.Core.Staging;

/// <content>Trial.</content>
public abstract partial record Stage
{
    /// <summary>Enforcing with a dead-man timer: no confirmation means back.</summary>
    /// <param name="Cleared">What it has gathered.</param>
    /// <param name="Token">What confirm and extend must carry.</param>
    public sealed record Trial(Clearance Cleared, string Token) : Stage
    {
        /// <summary>When it goes back by itself, by wall time; for people.</summary>
        public required DateTimeOffset Deadline { get; init; }

        /// <summary>When it goes back by itself, by monotonic time; this is what counts.</summary>
        [JsonIgnore]
        public long DeadlineTicks { get; init; }

        /// <summary>Extensions it has had.</summary>
        public int Extensions { get; init; }

        /// <summary>Since when a guard is unknown, by monotonic time; null: none is.</summary>
        [JsonIgnore]
        public long? UnknownSinceTicks { get; init; }

        /// <summary>What made the evidence stale; null: nothing.</summary>
        public string? StaleEvidence { get; init; }

        /// <inheritdoc/>
        public override ChangeState State => ChangeState.Trial;

        /// <inheritdoc/>
        public override Clearance? Clearance => Cleared;

        internal override Transition After(StagedChange change, ChangeEvent happened) => happened switch
        {
            ChangeEvent.Tick or ChangeEvent.GuardsSeen when TrialGuards.TimeIsUp(this, happened.At) =>
                GoBack(change, happened, RollbackCause.DeadMan, "no confirmation in time"),
            ChangeEvent.Tick when TrialGuards.UnknownTooLong(UnknownSinceTicks, change.Terms, happened.At) =>
                GoBack(change, happened, RollbackCause.GuardUnknown, "a guard was unknown for too long"),
            ChangeEvent.GuardsSeen seen => AfterGuards(change, seen),
            ChangeEvent.Extended step => Extend(change, step),
            ChangeEvent.Confirmed step => Confirm(change, step),
            ChangeEvent.EvidenceStale stale => Move(
                change,
                this with { StaleEvidence = stale.Words },
                null,
                $"evidence is stale: {stale.Words}",
                new ChangeEffect.Keep(MustBeDurable: false),
                new ChangeEffect.Announce()),
            ChangeEvent.Restarted => GoBack(change, happened, RollbackCause.Restart, "the gateway started anew, and a trial survives no restart"),
            _ => WhileInForce(change, happened),
        };

        private Transition AfterGuards(StagedChange change, ChangeEvent.GuardsSeen seen)
        {
            if (TrialGuards.Hurts(seen.Guards))
            {
                return GoBack(change, seen, RollbackCause.GuardBreach, seen.Guards.Words);
            }

            long? since = TrialGuards.UnknownSince(UnknownSinceTicks, seen);
            return TrialGuards.UnknownTooLong(since, change.Terms, seen.At)
                ? GoBack(change, seen, RollbackCause.GuardUnknown, $"unknown for too long: {seen.Guards.Words}")
                : Stay(change with { Stage = this with { UnknownSinceTicks = since } });
        }

        private Transition Extend(StagedChange change, ChangeEvent.Extended step)
        {
            ChangeRefusal? refusal = TrialGuards.TokenIsOfThisTrial(Token, step.Token)
                ?? TrialGuards.TimeIsLeft(this, step.At)
                ?? ApprovalGuards.SpeaksForOperations(change, step.By)
                ?? TrialGuards.ExtensionsAreLeft(this);
            if (refusal is not null)
            {
                return Refuse(change, refusal);
            }

            long deadline = DeadlineTicks + change.Trial.Ticks;
            Trial longer = this with { Deadline = Deadline + change.Trial, DeadlineTicks = deadline, Extensions = Extensions + 1 };
            return Move(
                change,
                longer,
                step.By.Name,
                $"extended, {ChangeTerms.ExtensionsMax - longer.Extensions} more possible",
                new ChangeEffect.Keep(MustBeDurable: true),
                new ChangeEffect.Activate(deadline),
                new ChangeEffect.Announce());
        }

        private Transition Confirm(StagedChange change, ChangeEvent.Confirmed step)
        {
            ChangeRefusal? refusal = TrialGuards.TokenIsOfThisTrial(Token, step.Token)
                ?? TrialGuards.TimeIsLeft(this, step.At)
                ?? ApprovalGuards.SpeaksForOperations(change, step.By)
                ?? TrialGuards.EvidenceIsOfThisDevice(StaleEvidence);
            return refusal is not null
                ? Refuse(change, refusal)
                : Move(
                    change,
                    new Soak(Cleared, Token) { Since = step.At.Wall, UnknownSinceTicks = UnknownSinceTicks },
                    step.By.Name,
                    "trial confirmed, the soak began",
                    new ChangeEffect.Keep(MustBeDurable: true),
                    new ChangeEffect.Activate(null),
                    new ChangeEffect.Announce());
        }
    }
}
