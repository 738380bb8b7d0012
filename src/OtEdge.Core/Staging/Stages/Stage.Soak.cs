using System.Text.Json.Serialization;
using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Staging.Guarding;

namespace OtEdge.Core.Staging;

/// <content>Soak.</content>
public abstract partial record Stage
{
    /// <summary>Enforcing through real production, guards armed, before the last confirmation.</summary>
    /// <param name="Cleared">What it has gathered.</param>
    /// <param name="Token">What confirm must carry.</param>
    public sealed record Soak(Clearance Cleared, string Token) : Stage
    {
        /// <summary>Whether its coverage is met, as last seen; null: not looked at in this run of the process.</summary>
        [JsonIgnore]
        public Fact? Coverage { get; init; }

        /// <summary>Confirmations so far.</summary>
        public IReadOnlyList<Approval> Confirmations { get; init; } = [];

        /// <summary>Since when a guard is unknown, by monotonic time; null: none is.</summary>
        [JsonIgnore]
        public long? UnknownSinceTicks { get; init; }

        /// <summary>What made the evidence stale; null: nothing.</summary>
        public string? StaleEvidence { get; init; }

        /// <inheritdoc/>
        public override ChangeState State => ChangeState.Soak;

        /// <inheritdoc/>
        public override Clearance? Clearance => Cleared;

        internal override Transition After(StagedChange change, ChangeEvent happened) => happened switch
        {
            ChangeEvent.Tick when TrialGuards.UnknownTooLong(UnknownSinceTicks, change.Terms, happened.At) =>
                GoBack(change, happened, RollbackCause.GuardUnknown, "a guard was unknown for too long"),
            ChangeEvent.GuardsSeen seen => AfterGuards(change, seen),
            ChangeEvent.SoakSeen seen => Stay(change with { Stage = this with { Coverage = seen.Coverage } }),
            ChangeEvent.Confirmed step => Confirm(change, step),
            ChangeEvent.EvidenceStale stale => Move(
                change,
                this with { StaleEvidence = stale.Words, Coverage = null },
                null,
                $"evidence is stale: {stale.Words}",
                new ChangeEffect.Keep(MustBeDurable: false),
                new ChangeEffect.Announce()),
            ChangeEvent.Restarted start when SoakGuards.ItWasUnclean(start) => GoBack(
                change, start, RollbackCause.Restart, "the gateway did not end in order, and nothing unconfirmed survives that"),
            ChangeEvent.Restarted => new Transition(
                change with { Stage = this with { UnknownSinceTicks = null, Coverage = null } },
                [new ChangeEffect.Activate(null), new ChangeEffect.Announce()]),
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

        private Transition Confirm(StagedChange change, ChangeEvent.Confirmed step)
        {
            IReadOnlyList<PlantFunction?> missing = SoakGuards.Missing(change, Confirmations);
            PlantFunction? seat = step.For ?? ApprovalGuards.SeatOf(missing, step.By);
            ChangeRefusal? refusal = TrialGuards.TokenIsOfThisTrial(Token, step.Token)
                ?? TrialGuards.EvidenceIsOfThisDevice(StaleEvidence)
                ?? SoakGuards.CoverageIsMet(Coverage, step.Override)
                ?? ApprovalGuards.NotSpokenAlready(Confirmations, step.By)
                ?? ApprovalGuards.FunctionIsHeld(change, seat, step.By)
                ?? ApprovalGuards.FunctionIsAsked(missing, seat);
            if (refusal is not null)
            {
                return Refuse(change, refusal);
            }

            PlantFunction? given = missing.Contains(seat) ? seat : null;
            var confirmation = new Approval(step.By.Name, given, step.At.Wall, change.Digest);
            Approval[] confirmations = [.. Confirmations, confirmation];
            Clearance cleared = Overridden(step);
            return SoakGuards.Missing(change, confirmations).Count > 0
                ? Move(
                    change,
                    this with { Cleared = cleared, Confirmations = confirmations },
                    step.By.Name,
                    $"confirmed{(given is { } function ? $" for {ChangeWording.Of(function)}" : "")}, others are still asked",
                    new ChangeEffect.Keep(MustBeDurable: true),
                    new ChangeEffect.Announce())
                : Move(
                    change,
                    new Confirmed($"confirmed (by {string.Join(" and ", confirmations.Select(one => one.By))})") { Since = step.At.Wall, Cleared = cleared },
                    step.By.Name,
                    With("confirmed for good", step.Override ?? ""),
                    new ChangeEffect.Keep(MustBeDurable: true, Confirms: true),
                    new ChangeEffect.ConfirmPosture(change.BaseEpoch + 1),
                    new ChangeEffect.Announce());
        }

        private Clearance Overridden(ChangeEvent.Confirmed step) => Coverage?.Holds == true || step.Override is not { } reason
            ? Cleared
            : Cleared with
            {
                Overrides = [.. Cleared.Overrides, new GateOverride(GateOverride.Soak, step.By.Name, step.At.Wall, reason.Trim())],
            };
    }
}
