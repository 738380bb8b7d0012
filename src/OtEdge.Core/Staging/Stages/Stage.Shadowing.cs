using System.Text.Json.Serialization;
using OtEdge.Core.Staging.Guarding;

namespace OtEdge.Core.Staging;

/// <content>Shadowing.</content>
public abstract partial record Stage
{
    /// <summary>Judged beside the live rules while evidence is gathered.</summary>
    /// <param name="Cleared">What it has gathered; its plan is frozen.</param>
    public sealed record Shadowing(Clearance Cleared) : Stage
    {
        /// <summary>What the gates said last; null: not asked yet in this run of the process.</summary>
        [JsonIgnore]
        public ReadinessReport? Seen { get; init; }

        /// <inheritdoc/>
        public override ChangeState State => ChangeState.Shadowing;

        /// <inheritdoc/>
        public override Clearance? Clearance => Cleared;

        internal override Transition After(StagedChange change, ChangeEvent happened) => happened switch
        {
            ChangeEvent.GatesSeen seen => AfterGates(change, seen),
            ChangeEvent.GatesOverridden step => AfterOverride(change, step),
            ChangeEvent.Approved or ChangeEvent.Armed when Seen is not null && ReadinessGuards.GatesAreMet(Seen, []) is { } refusal =>
                Refuse(change, refusal),
            _ => BeforeTrial(change, happened),
        };

        private Transition AfterGates(StagedChange change, ChangeEvent.GatesSeen seen)
        {
            if (ReadinessGuards.ReportIsOfThisChange(change, seen.Report) is { } refusal)
            {
                return Refuse(change, refusal);
            }

            return ReadinessGuards.GatesAreMet(seen.Report, []) is null
                ? BecomeReady(change, seen.At, seen.Report, [], null, "every readiness gate is met")
                : Stay(change with { Stage = this with { Seen = seen.Report } });
        }

        private Transition AfterOverride(StagedChange change, ChangeEvent.GatesOverridden step)
        {
            ChangeRefusal? refusal = ReadinessGuards.ReportIsOfThisChange(change, step.Report)
                ?? StepGuards.ReasonIsGiven(step.Reason)
                ?? ReadinessGuards.SomethingIsUnmet(step.Report);
            if (refusal is not null)
            {
                return Refuse(change, refusal);
            }

            GateOverride[] overrides =
            [
                .. step.Report.Unmet.Select(gate => new GateOverride(gate.Gate, step.By.Name, step.At.Wall, step.Reason.Trim())),
            ];
            string gates = string.Join(", ", overrides.Select(one => one.Gate));
            return BecomeReady(change, step.At, step.Report, overrides, step.By.Name, $"overrode {gates}: {step.Reason.Trim()}");
        }

        private Transition BecomeReady(
            StagedChange change, Moment at, ReadinessReport report, IReadOnlyList<GateOverride> overrides, string? by, string what)
        {
            Clearance ready = Cleared with { Readiness = report, Overrides = [.. Cleared.Overrides, .. overrides], Approvals = [] };
            return Move(change, new Ready(ready) { Since = at.Wall }, by, what, Kept(ready));
        }
    }
}
