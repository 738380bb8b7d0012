using OtEdge.Core.Staging.Guarding;

namespace OtEdge.Core.Staging;

/// <content>What ready, approved and armed have in common: evidence that may yet fail, and approvals that may grow old.</content>
public abstract partial record Stage
{
    private protected Transition WhileCleared(StagedChange change, ChangeEvent happened) => happened switch
    {
        ChangeEvent.GatesSeen seen when Clearance!.Check.Tightens => AfterLaterGates(change, seen),
        ChangeEvent.Rejected step => AfterRejection(change, step),
        ChangeEvent.Tick or ChangeEvent.FitnessSeen when ApprovalGuards.ApprovalsHaveExpired(change, Clearance!, happened.At) =>
            DropApprovals(change, happened.At),
        _ => BeforeTrial(change, happened),
    };

    private protected Transition DropApprovals(StagedChange change, Moment at) => Move(
        change,
        new Ready(Clearance! with { Approvals = [] }) { Since = at.Wall },
        null,
        "its approvals are too old and count no more",
        new ChangeEffect.Keep(MustBeDurable: false),
        new ChangeEffect.Announce());

    private Transition AfterLaterGates(StagedChange change, ChangeEvent.GatesSeen seen)
    {
        if (ReadinessGuards.ReportIsOfThisChange(change, seen.Report) is { } refusal)
        {
            return Refuse(change, refusal);
        }

        if (ReadinessGuards.GatesAreMet(seen.Report, Clearance!.Overrides) is not { } unmet)
        {
            return Stay(change);
        }

        // What was overridden stays in the history; a second look at other evidence needs a second word.
        Clearance again = Clearance with
        {
            Readiness = null,
            Approvals = [],
            Overrides = [.. Clearance.Overrides.Where(one => one.Gate == GateOverride.Essential)],
        };
        return Move(
            change,
            new Shadowing(again) { Since = seen.At.Wall, Seen = seen.Report },
            null,
            $"no longer ready: {string.Join(" ", unmet.Facts)}",
            new ChangeEffect.Keep(MustBeDurable: false),
            new ChangeEffect.Announce());
    }

    private Transition AfterRejection(StagedChange change, ChangeEvent.Rejected step)
    {
        ChangeRefusal? refusal = ApprovalGuards.NotTheOwnChange(change, step.By)
            ?? ApprovalGuards.SpeaksForSomeoneAsked(change, Clearance!, step.By)
            ?? StepGuards.ReasonIsGiven(step.Reason);
        string outcome = With("rejected", step.Reason);
        return refusal is not null
            ? Refuse(change, refusal)
            : Move(
                change, new Rejected($"{outcome} (by {step.By.Name})") { Since = step.At.Wall }, step.By.Name, outcome, Ended());
    }

    private protected Transition AfterArm(StagedChange change, ChangeEvent.Armed step)
    {
        ChangeRefusal? refusal = ApprovalGuards.SpeaksForOperations(change, step.By)
            ?? ApprovalGuards.EveryApprovalIsThere(change, Clearance!)
            ?? ApprovalGuards.ApprovalsAreFresh(change, Clearance!, step.At)
            ?? ArmGuards.BaseIsUnmoved(change, step.Facts)
            ?? ArmGuards.NoOtherInFlight(step.Facts)
            ?? ArmGuards.ConflictSetIsFree(step.Facts)
            ?? ArmGuards.GlassIsWhole(step.Facts);
        if (refusal is not null)
        {
            return Refuse(change, refusal);
        }

        if (Clearance!.Check.Tightens)
        {
            string token = $"{change.Id}.{change.Version + 1}";
            return Move(change, new Armed(Clearance, token) { Since = step.At.Wall }, step.By.Name, "armed", Kept(Clearance, Shadow()));
        }

        // It refuses nothing more than before, so it takes effect at once and the journal is told as soon as it can be written.
        return Move(
            change,
            new Confirmed("confirmed at once: it refuses nothing more than before") { Since = step.At.Wall, Cleared = Clearance },
            step.By.Name,
            "confirmed at once",
            new ChangeEffect.ConfirmPosture(change.BaseEpoch + 1),
            new ChangeEffect.Keep(MustBeDurable: false, Confirms: true),
            new ChangeEffect.Announce());

        // A return after a restart has nothing beside the live rules yet.
        ChangeEffect[] Shadow() => IsEnded ? [new ChangeEffect.StartShadow()] : [];
    }
}
