using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Zones;

namespace OtEdge.Tests.Staging;

/// <summary>What must hold whatever happens, told from outside: from events and the data plane, not from the reducer's own guards.</summary>
internal sealed class StagingOracle
{
    private readonly SimulatedConduit conduit;
    private readonly List<(string By, PlantFunction? For, DateTimeOffset At, string Content)> approvals = [];
    private readonly List<string> confirmations = [];
    private readonly HashSet<(long Epoch, PostureRecord Posture)> known = [];
    private PostureRecord lastActive;
    private JournalRow? lastRow;
    private long trialSinceTicks;
    private long? unknownSinceTicks;
    private bool? isSoakCovered;
    private bool isEvidenceStale;
    private readonly HashSet<string> ready = [];
    private readonly Dictionary<string, string> looked = [];

    public StagingOracle(SimulatedConduit conduit)
    {
        this.conduit = conduit;
        lastActive = conduit.Posture;
        known.Add((conduit.Epoch, conduit.Posture));
        conduit.Watch = WhileDoing;
    }

    private StagedChange? Change => conduit.Change;

    /// <summary>Holds at every instruction: also with a step half done.</summary>
    public void WhileDoing(ChangeEvent? happened)
    {
        PostureRecord active = conduit.Active;
        if (active != conduit.Posture)
        {
            // A last confirmation is durable before memory takes it for the confirmed posture.
            JournalRow kept = conduit.Journal.Newest;
            bool isConfirmed = Change is { State: ChangeState.Confirmed } && kept.Posture == active;
            Holds(isConfirmed || (Change is { IsInForce: true } && active == Change.To), "what is in force is neither confirmed nor on trial");
            Holds(kept.Change?.Id == Change!.Id && (kept.Change.IsInForce || kept.Posture == active), "it tightened before it was durable");
        }

        if (active != lastActive && active != conduit.Posture)
        {
            Holds(
                happened is ChangeEvent.FitnessSeen or ChangeEvent.Restarted { IsClean: true }
                    || (happened is ChangeEvent.Confirmed && Change!.Stage is Stage.Soak),
                $"it tightened by {happened?.GetType().Name ?? "a start"}");
        }

        lastActive = active;
        known.Add((conduit.Epoch, conduit.Posture));
    }

    /// <summary>Somebody looks at a change, and will approve what they saw, now or later.</summary>
    /// <returns>What they will name it by.</returns>
    public string Look(StagedChange change)
    {
        string digest = ChangeDigest.OfApproval(change);
        looked[digest] = Content(change, change.Stage.Clearance?.Readiness);
        return digest;
    }

    /// <summary>Looks at the journal before a step.</summary>
    public void Before() => lastRow = conduit.Journal.Newest;

    /// <summary>Holds after a step that was taken or refused.</summary>
    public void After(StagedChange before, ChangeEvent happened, Transition step)
    {
        StagedChange after = conduit.Change!;
        bool isMoved = after.Version != before.Version;
        if (happened is ChangeEvent.OfPerson { Seen: { } seen } and not (ChangeEvent.Aborted or ChangeEvent.Hurt) && seen != before.Version)
        {
            Holds(!isMoved, "the loser of two won");
        }

        if (isMoved)
        {
            Note(before, happened, after);
        }
        else
        {
            // The disk may have kept what it said it could not; after a power loss that is what counts.
            AfterPowerLoss(before, happened);
        }

        AfterTakingBack(before, happened, step);
        AfterLooking(happened);
        if (before.IsInForce && after is { IsInForce: false, State: not ChangeState.Confirmed })
        {
            Holds(conduit.Active == conduit.Posture, "it went back to something else than the confirmed posture");
        }

        Holds(!after.IsInForce || after.Terms.Questions.All(asked => after.Answers.Any(answer => answer.Question == asked)), "it is in force, and what was asked is not answered");
        if (isMoved && after.State == ChangeState.Confirmed)
        {
            Holds(conduit.Posture == after.To && conduit.Epoch == before.BaseEpoch + 1, "what was confirmed is not what holds");
        }

        if (!after.IsInForce)
        {
            Holds(conduit.Active == conduit.Posture, "nothing is on trial, and yet it is not the confirmed posture");
        }
    }

    /// <summary>Takes note of a step that memory knows nothing of, when the journal has it.</summary>
    public void AfterPowerLoss(StagedChange before, ChangeEvent happened)
    {
        if (!ReferenceEquals(lastRow, conduit.Journal.Newest) && conduit.Journal.Newest.Change is { } kept && kept.Id == before.Id && kept.Version > before.Version)
        {
            Note(before, happened, kept);
        }
    }

    /// <summary>Holds after a start.</summary>
    public void AfterBoot()
    {
        Holds(Change is not { State: ChangeState.Trial or ChangeState.Armed }, "a trial survived a restart");
        Holds(conduit.Epoch >= conduit.AcknowledgedEpoch, "an acknowledged confirmation was lost");
        Holds(known.Contains((conduit.Epoch, conduit.Posture)) || conduit.Posture == Change?.To, "a confirmed posture is half there");
        lastActive = conduit.Active;
        unknownSinceTicks = null;
        isSoakCovered = null;
        isEvidenceStale = Change?.Stage is Stage.Soak { StaleEvidence: not null };
        known.Add((conduit.Epoch, conduit.Posture));
    }

    /// <summary>A new change begins; what was said of others is kept, because a power loss may bring one back.</summary>
    public void Begin() => isEvidenceStale = false;

    private static void Holds(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }

    private void Note(StagedChange before, ChangeEvent happened, StagedChange after)
    {
        switch (happened)
        {
            case ChangeEvent.GatesSeen seen when after.State == ChangeState.Ready:
                Holds(seen.Report.Gates.All(gate => gate.IsMet), "unmet gates were passed over silently");
                ready.Add(Content(after, seen.Report));
                break;
            case ChangeEvent.GatesOverridden step:
                Holds(!string.IsNullOrWhiteSpace(step.Reason), "gates were overridden without a reason");
                ready.Add(Content(after, step.Report));
                break;
            case ChangeEvent.Approved step:
                NoteApproval(before, step, after);
                break;
            case ChangeEvent.FitnessSeen seen when after.State == ChangeState.Trial:
                NoteStart(before, seen, after);
                break;
            case ChangeEvent.Confirmed step:
                NoteConfirmation(before, step, after);
                break;
            case ChangeEvent.EvidenceStale when after.IsInForce:
                isEvidenceStale = true;
                break;
        }
    }

    private void NoteApproval(StagedChange before, ChangeEvent.Approved step, StagedChange after)
    {
        Holds(before.Terms.Governance == Governance.Solo || (step.By.Name != before.Author && !before.Editors.Contains(step.By.Name)), "somebody approved the own change");
        Approval given = after.Stage.Clearance!.Approvals[^1];
        Holds(given.For is null || step.By.Functions.Contains(given.For.Value), "somebody spoke for a function that they do not hold");
        approvals.Add((step.By.Name, given.For, step.At.Wall, looked[step.Digest]));
    }

    private void NoteStart(StagedChange before, ChangeEvent.FitnessSeen seen, StagedChange after)
    {
        Fitness fit = seen.Fitness;
        Holds(before.State == ChangeState.Armed, "a trial started that nobody armed");
        Holds(
            new[] { fit.Window, fit.Interlocks, fit.Guards, fit.Clock, fit.Audit }.All(fact => fact.Holds == true)
                && seen.Facts is { Listens: true, IsGlassBroken: false, OthersInFlight.Count: 0, Conflicts.Count: 0 },
            "a trial started although the plant did not allow it");
        Holds(before.BaseEpoch == conduit.Epoch && before.From == conduit.Posture, "a stale change was applied");

        // Counted from the events: distinct people, each for exactly what now starts, none too long ago.
        string content = Content(after, after.Stage.Clearance!.Readiness);
        Holds(ready.Contains(content), "it started with other evidence than made it ready");
        var valid = approvals.Where(one => one.Content == content && seen.At.Wall - one.At <= before.Terms.ApprovalsLast).ToList();
        PlantFunction?[] asked = before.Terms.Governance == Governance.Functions ? [PlantFunction.Operations, PlantFunction.Security] : [null];
        Holds(asked.All(function => valid.Any(one => one.For == function)), "an approval is missing");
        Holds(valid.Select(one => one.By).Distinct().Count() >= asked.Length, "one person approved for two");
        trialSinceTicks = seen.At.Ticks;
        unknownSinceTicks = null;
    }

    private void NoteConfirmation(StagedChange before, ChangeEvent.Confirmed step, StagedChange after)
    {
        Holds(step.Token == Sample.TokenOf(before), "a confirmation of another trial was taken");
        Holds(!isEvidenceStale, "a change was confirmed on stale evidence");
        if (before.State == ChangeState.Trial)
        {
            Holds(step.At.Ticks - trialSinceTicks < before.Trial.Ticks * 3, "a trial that was over was confirmed");
            confirmations.Clear();
            return;
        }

        Holds(isSoakCovered == true || !string.IsNullOrWhiteSpace(step.Override), "a soak was passed over silently");
        confirmations.Add(step.By.Name);
        if (after.State == ChangeState.Confirmed)
        {
            int asked = before.Terms.Governance == Governance.Functions ? 2 : 1;
            Holds(confirmations.Distinct().Count() >= asked, "one person confirmed for two");
        }
    }

    private void AfterTakingBack(StagedChange before, ChangeEvent happened, Transition step)
    {
        if (happened is ChangeEvent.Aborted && before.IsInFlight)
        {
            Holds(!step.IsRefused && conduit.Change is { IsInFlight: false } && conduit.Active == conduit.Posture, "abort is not one step");
        }

        if (happened is ChangeEvent.Hurt or ChangeEvent.GlassBroken or ChangeEvent.GuardsSeen { Guards.Holds: false } && before.IsInForce)
        {
            Holds(!conduit.Change!.IsInForce, "it hurt, and it did not go back");
        }

        if (happened is ChangeEvent.GlassBroken or ChangeEvent.FitnessSeen { Fitness.Clock.Holds: false })
        {
            Holds(conduit.Change!.State != ChangeState.Armed, "it is still armed");
        }
    }

    private void AfterLooking(ChangeEvent happened)
    {
        if (happened is ChangeEvent.SoakSeen coverage && Change is { State: ChangeState.Soak })
        {
            isSoakCovered = coverage.Coverage.Holds;
        }

        if (Change is not { IsInForce: true } change)
        {
            unknownSinceTicks = null;
            return;
        }

        if (happened is ChangeEvent.GuardsSeen seen)
        {
            unknownSinceTicks = seen.Guards.Holds is null ? unknownSinceTicks ?? seen.At.Ticks : null;
        }

        if (happened is ChangeEvent.Tick or ChangeEvent.GuardsSeen)
        {
            Holds(
                change.State != ChangeState.Trial
                    || (happened.At.Ticks - trialSinceTicks < change.Trial.Ticks * 3 && happened.At.Ticks < conduit.DeadlineTicks),
                "a trial did not end by itself");
            Holds(
                unknownSinceTicks is not { } since || happened.At.Ticks - since <= change.Terms.GuardGrace.Ticks,
                "a guard was unknown for too long");
        }
    }

    // What people see when they say yes.
    private static string Content(StagedChange change, ReadinessReport? report) =>
        $"{change.Id} {change.To.Mode} {change.To.RefuseWith} {change.To.PolicyDigest} {change.Reason} {change.BaseEpoch} {report?.EvidenceDigest} {change.Override}";
}
