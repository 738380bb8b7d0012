using System.Text.Json.Serialization;
using OtEdge.Core.Staging.Guarding;

namespace OtEdge.Core.Staging;

/// <content>Armed.</content>
public abstract partial record Stage
{
    /// <summary>Waits for window, interlocks and guards, and starts by itself when they allow it.</summary>
    /// <param name="Cleared">What it has gathered.</param>
    /// <param name="Token">Token of the trial that it leads to.</param>
    public sealed record Armed(Clearance Cleared, string Token) : Stage
    {
        /// <summary>What is in the way, as last seen; empty: nothing, or nobody looked yet.</summary>
        [JsonIgnore]
        public IReadOnlyList<ChangeRefusal> Blocks { get; init; } = [];

        /// <summary>True once its window was seen open.</summary>
        [JsonIgnore]
        public bool WindowWasOpen { get; init; }

        /// <inheritdoc/>
        public override ChangeState State => ChangeState.Armed;

        /// <inheritdoc/>
        public override Clearance? Clearance => Cleared;

        internal override Transition After(StagedChange change, ChangeEvent happened) => happened switch
        {
            ChangeEvent.FitnessSeen seen when !ApprovalGuards.ApprovalsHaveExpired(change, Cleared, seen.At) => AfterFitness(change, seen),
            ChangeEvent.GlassBroken glass => Disarm(change, glass.At, $"disarmed: {glass.Words}"),
            ChangeEvent.Restarted start => Disarm(change, start.At, "disarmed: the gateway started anew", new ChangeEffect.StartShadow()),
            _ => WhileCleared(change, happened),
        };

        private Transition AfterFitness(StagedChange change, ChangeEvent.FitnessSeen seen)
        {
            if (ArmGuards.BaseIsUnmoved(change, seen.Facts) is not null)
            {
                return GoStale(change, seen.At, $"epoch {seen.Facts.Epoch} is confirmed, it was based on {change.BaseEpoch}");
            }

            Fitness fitness = seen.Fitness;
            if (ApplyGuards.ClockHasStepped(fitness))
            {
                return Disarm(change, seen.At, $"disarmed: {fitness.Clock.Words}");
            }

            // A window that was missed is never caught up: people look again before the next one.
            if (ApplyGuards.WindowWasMissed(this, fitness))
            {
                return Disarm(change, seen.At, $"disarmed, its window is over: {fitness.Window.Words}");
            }

            ChangeRefusal[] blocks = [.. ApplyGuards.Blocks(seen.Facts, fitness)];
            return blocks.Length > 0
                ? Stay(change with { Stage = this with { Blocks = blocks, WindowWasOpen = fitness.Window.Holds == true || WindowWasOpen } })
                : Start(change, seen.At);
        }

        private Transition Start(StagedChange change, Moment at)
        {
            long deadline = at.Ticks + change.Trial.Ticks;
            var trial = new Trial(Cleared, Token) { Since = at.Wall, Deadline = at.Wall + change.Trial, DeadlineTicks = deadline };
            return Move(
                change,
                trial,
                null,
                "trial started",
                new ChangeEffect.Keep(MustBeDurable: true),
                new ChangeEffect.Activate(deadline),
                new ChangeEffect.StopShadow(),
                new ChangeEffect.Announce());
        }

        private Transition Disarm(StagedChange change, Moment at, string what, params ChangeEffect[] more) => Move(
            change, new Approved(Cleared) { Since = at.Wall }, null, what, [new ChangeEffect.Keep(MustBeDurable: false), .. more, new ChangeEffect.Announce()]);
    }
}
