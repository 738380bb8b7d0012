using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Staging;

/// <summary>Each guard from arming to the last confirmation, one by one.</summary>
public sealed class TrialGuardTests
{
    private static readonly double Day = TimeSpan.FromDays(1).TotalSeconds;

    [Fact]
    public void Arming_needs_every_approval() =>
        Refuses(ChangeRefusalCode.NotApproved, Sample.In(ChangeState.Ready).After(new ChangeEvent.Armed(Sample.At(), Sample.Ben, Sample.Free)));

    [Fact]
    public void Approvals_grow_old_for_arming_ticking_and_starting()
    {
        StagedChange approved = Sample.In(ChangeState.Approved);
        StagedChange armed = Sample.In(ChangeState.Armed);

        Refuses(ChangeRefusalCode.ApprovalsExpired, approved.After(new ChangeEvent.Armed(Sample.At(8 * Day), Sample.Ben, Sample.Free)));
        Assert.Equal(ChangeState.Ready, approved.After(new ChangeEvent.Tick(Sample.At(8 * Day))).Next.State);
        StagedChange asked = armed.After(_ => new ChangeEvent.FitnessSeen(Sample.At(8 * Day), Sample.Free, Sample.Fit));
        Assert.Equal(ChangeState.Ready, asked.State);
        Assert.Empty(asked.Stage.Clearance!.Approvals);
        Assert.Same(approved, approved.After(new ChangeEvent.Tick(Sample.At(6 * Day))).Next);
    }

    [Fact]
    public void A_stale_change_is_not_armed_and_goes_stale_when_it_would_start()
    {
        ConduitFacts moved = Sample.Free with { Epoch = 5 };

        Refuses(ChangeRefusalCode.BaseMoved, Sample.In(ChangeState.Approved).After(new ChangeEvent.Armed(Sample.At(), Sample.Ben, moved)));
        Assert.Equal(
            ChangeState.Stale, Sample.In(ChangeState.Armed).After(new ChangeEvent.FitnessSeen(Sample.At(), moved, Sample.Fit)).Next.State);
    }

    [Fact]
    public void What_is_around_it_stands_in_the_way_of_arming_and_starting()
    {
        Blocked(ChangeRefusalCode.AnotherInFlight, Sample.Free with { OthersInFlight = ["c-0006"] });
        Blocked(ChangeRefusalCode.ConflictSet, Sample.Free with { Conflicts = ["filling-opcua"] });
        Blocked(ChangeRefusalCode.GlassBroken, Sample.Free with { IsGlassBroken = true });
        Waits(ChangeRefusalCode.ConduitDown, Sample.Free with { Listens = false }, Sample.Fit);
    }

    [Fact]
    public void What_the_plant_says_no_to_or_does_not_know_makes_it_wait()
    {
        foreach (Fact fact in (Fact[])[Fact.False("no"), Fact.Unknown("who knows")])
        {
            Waits(ChangeRefusalCode.NotFit, Sample.Free, Sample.Fit with { Window = fact });
            Waits(ChangeRefusalCode.NotFit, Sample.Free, Sample.Fit with { Interlocks = fact });
            Waits(ChangeRefusalCode.NotFit, Sample.Free, Sample.Fit with { Guards = fact });
            Waits(ChangeRefusalCode.NotFit, Sample.Free, Sample.Fit with { Audit = fact });
        }

        Waits(ChangeRefusalCode.NotFit, Sample.Free, Sample.Fit with { Clock = Fact.Unknown("not synchronised yet") });
    }

    [Fact]
    public void A_clock_that_steps_disarms()
    {
        StagedChange stepped = Sample.In(ChangeState.Armed).After(
            _ => new ChangeEvent.FitnessSeen(Sample.At(), Sample.Free, Sample.Fit with { Clock = Fact.False("it jumped by 2 h") }));

        Assert.Equal(ChangeState.Approved, stepped.State);
        Assert.Contains("it jumped", stepped.History[^1].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_that_was_missed_is_never_caught_up()
    {
        Fitness busy = Sample.Fit with { Interlocks = Fact.False("filling") };
        Fitness closed = busy with { Window = Fact.False("closed") };

        StagedChange before = Sample.In(ChangeState.Armed).After(_ => new ChangeEvent.FitnessSeen(Sample.At(), Sample.Free, closed));
        Assert.Equal(ChangeState.Armed, before.State);
        StagedChange after = before.After(
            _ => new ChangeEvent.FitnessSeen(Sample.At(), Sample.Free, busy), _ => new ChangeEvent.FitnessSeen(Sample.At(), Sample.Free, closed));
        Assert.Equal(ChangeState.Approved, after.State);
    }

    [Fact]
    public void A_start_is_durable_before_it_is_in_force_and_carries_its_deadline()
    {
        Transition start = Sample.In(ChangeState.Armed).After(new ChangeEvent.FitnessSeen(Sample.At(5), Sample.Free, Sample.Fit));

        Assert.Equal(
            [new ChangeEffect.Keep(MustBeDurable: true), new ChangeEffect.Activate(Sample.At(605).Ticks), new ChangeEffect.StopShadow(), new ChangeEffect.Announce()],
            start.Effects);
    }

    [Fact]
    public void A_loosening_needs_approval_and_then_holds_at_once()
    {
        StagedChange ready = Sample.Draft.After(_ => new ChangeEvent.Checked(Sample.At(), Sample.Loosening));
        Transition confirmed = ready.After(change => Sample.Yes(change, Sample.Ben)).After(new ChangeEvent.Armed(Sample.At(), Sample.Ben, Sample.Free));

        Assert.Equal(ChangeState.Ready, ready.State);
        Assert.Equal(ChangeState.Confirmed, confirmed.Next.State);
        Assert.Equal(
            [new ChangeEffect.ConfirmPosture(Sample.Epoch + 1), new ChangeEffect.Keep(MustBeDurable: false, Confirms: true), new ChangeEffect.Announce()],
            confirmed.Effects);
    }

    [Fact]
    public void A_token_of_another_trial_confirms_and_extends_nothing()
    {
        StagedChange trial = Sample.In(ChangeState.Trial);

        Refuses(ChangeRefusalCode.OtherToken, trial.After(new ChangeEvent.Confirmed(Sample.At(), Sample.Ben, "c-0007.1")));
        Refuses(ChangeRefusalCode.OtherToken, trial.After(new ChangeEvent.Extended(Sample.At(), Sample.Ben, "c-0007.1")));
        Refuses(ChangeRefusalCode.OtherToken, Sample.In(ChangeState.Soak).After(new ChangeEvent.Confirmed(Sample.At(), Sample.Ben, "", "r")));
    }

    [Fact]
    public void A_trial_whose_time_is_up_is_not_confirmed_and_goes_back()
    {
        StagedChange trial = Sample.In(ChangeState.Trial);

        Refuses(ChangeRefusalCode.TooLate, trial.After(new ChangeEvent.Confirmed(Sample.At(600), Sample.Ben, Sample.TokenOf(trial))));
        Refuses(ChangeRefusalCode.TooLate, trial.After(new ChangeEvent.Extended(Sample.At(600), Sample.Ben, Sample.TokenOf(trial))));
        Assert.Same(trial, trial.After(new ChangeEvent.Tick(Sample.At(599))).Next);
        GoesBack(RollbackCause.DeadMan, trial.After(new ChangeEvent.Tick(Sample.At(600))));
    }

    [Fact]
    public void A_trial_is_extended_twice_and_not_a_third_time()
    {
        StagedChange trial = Sample.In(ChangeState.Trial);
        StagedChange twice = trial.After(
            change => new ChangeEvent.Extended(Sample.At(1), Sample.Ben, Sample.TokenOf(change)),
            change => new ChangeEvent.Extended(Sample.At(2), Sample.Ben, Sample.TokenOf(change)));

        Assert.Equal(Sample.Start.AddMinutes(30), twice.Deadline);
        Refuses(ChangeRefusalCode.ExtendedTooOften, twice.After(new ChangeEvent.Extended(Sample.At(3), Sample.Ben, Sample.TokenOf(twice))));
        GoesBack(RollbackCause.DeadMan, twice.After(new ChangeEvent.Tick(Sample.At(1800))));
    }

    [Theory]
    [InlineData(ChangeState.Trial)]
    [InlineData(ChangeState.Soak)]
    public void A_guard_that_hurts_or_is_unknown_for_too_long_takes_it_back(ChangeState state)
    {
        StagedChange change = Sample.In(state);
        GoesBack(RollbackCause.GuardBreach, change.After(new ChangeEvent.GuardsSeen(Sample.At(1), Fact.False("5 baseline flows were refused"))));

        StagedChange unknown = change.After(_ => new ChangeEvent.GuardsSeen(Sample.At(1), Fact.Unknown("no reply")));
        Assert.Equal(state, unknown.After(new ChangeEvent.GuardsSeen(Sample.At(31), Fact.Unknown("no reply"))).Next.State);
        GoesBack(RollbackCause.GuardUnknown, unknown.After(new ChangeEvent.GuardsSeen(Sample.At(32), Fact.Unknown("no reply"))));
        GoesBack(RollbackCause.GuardUnknown, unknown.After(new ChangeEvent.Tick(Sample.At(32))));
        StagedChange known = unknown.After(
            _ => new ChangeEvent.GuardsSeen(Sample.At(20), Fact.True("all pass")), _ => new ChangeEvent.GuardsSeen(Sample.At(33), Fact.Unknown("no reply")));
        Assert.Equal(state, known.After(new ChangeEvent.Tick(Sample.At(40))).Next.State);
    }

    [Fact]
    public void Stale_evidence_confirms_nothing()
    {
        StagedChange trial = Sample.In(ChangeState.Trial).After(_ => new ChangeEvent.EvidenceStale(Sample.At(1), "another program"));
        StagedChange soak = Sample.In(ChangeState.Soak).After(_ => new ChangeEvent.EvidenceStale(Sample.At(1), "another program"));

        Refuses(ChangeRefusalCode.EvidenceStale, trial.After(new ChangeEvent.Confirmed(Sample.At(1), Sample.Ben, Sample.TokenOf(trial))));
        Refuses(ChangeRefusalCode.EvidenceStale, soak.After(new ChangeEvent.Confirmed(Sample.At(1), Sample.Ben, Sample.TokenOf(soak), "r")));
    }

    [Fact]
    public void A_soak_ends_when_it_has_covered_its_plan_or_somebody_says_why_not()
    {
        StagedChange soak = Sample.In(ChangeState.Soak);
        ChangeEvent confirm = new ChangeEvent.Confirmed(Sample.At(1), Sample.Ben, Sample.TokenOf(soak));

        Refuses(ChangeRefusalCode.SoakNotCovered, soak.After(confirm));
        Refuses(ChangeRefusalCode.SoakNotCovered, soak.After(_ => new ChangeEvent.SoakSeen(Sample.At(1), Fact.False("0 of 1"))).After(confirm));
        Transition covered = soak.After(_ => new ChangeEvent.SoakSeen(Sample.At(1), Fact.True("1 of 1"))).After(confirm);
        Assert.Equal(
            [new ChangeEffect.Keep(MustBeDurable: true, Confirms: true), new ChangeEffect.ConfirmPosture(Sample.Epoch + 1), new ChangeEffect.Announce()],
            covered.Effects);
        Assert.Null(covered.Next.Override);
        Assert.Equal(
            "seen enough", soak.After(_ => new ChangeEvent.Confirmed(Sample.At(1), Sample.Ben, Sample.TokenOf(soak), "seen enough")).Override);
    }

    [Fact]
    public void Under_functions_two_people_end_a_soak()
    {
        StagedChange draft = Sample.Draft with { Terms = new ChangeTerms { Governance = Governance.Functions } };
        StagedChange soak = Sample.In(ChangeState.Ready, draft).After(
            one => Sample.Yes(one, Sample.Ben),
            two => Sample.Yes(two, Sample.Eve),
            _ => new ChangeEvent.Armed(Sample.At(), Sample.Ben, Sample.Free),
            _ => new ChangeEvent.FitnessSeen(Sample.At(), Sample.Free, Sample.Fit),
            trial => new ChangeEvent.Confirmed(Sample.At(), Sample.Ben, Sample.TokenOf(trial)),
            _ => new ChangeEvent.SoakSeen(Sample.At(), Fact.True("1 of 1")));

        StagedChange half = soak.After(change => new ChangeEvent.Confirmed(Sample.At(), Sample.Olga, Sample.TokenOf(change)));
        Assert.Equal(ChangeState.Soak, half.State);
        Refuses(ChangeRefusalCode.SpokenAlready, half.After(new ChangeEvent.Confirmed(Sample.At(), Sample.Olga, Sample.TokenOf(half))));
        Refuses(ChangeRefusalCode.FunctionNotAsked, half.After(new ChangeEvent.Confirmed(Sample.At(), Sample.Saf, Sample.TokenOf(half))));
        Refuses(
            ChangeRefusalCode.FunctionNotHeld,
            half.After(new ChangeEvent.Confirmed(Sample.At(), Sample.Ben, Sample.TokenOf(half)) { For = PlantFunction.Security }));
        Assert.Equal(ChangeState.Confirmed, half.After(change => new ChangeEvent.Confirmed(Sample.At(), Sample.Eve, Sample.TokenOf(change))).State);
    }

    [Fact]
    public void A_soak_survives_an_end_in_order_and_no_other()
    {
        StagedChange soak = Sample.In(ChangeState.Soak);

        Transition kept = soak.After(new ChangeEvent.Restarted(Sample.At(), IsClean: true));
        Assert.Equal(ChangeState.Soak, kept.Next.State);
        Assert.Contains(new ChangeEffect.Activate(null), kept.Effects);
        GoesBack(RollbackCause.Restart, soak.After(new ChangeEvent.Restarted(Sample.At(), IsClean: false)));
    }

    [Fact]
    public void After_a_restart_the_return_is_one_step_and_after_anything_else_it_is_none()
    {
        StagedChange trial = Sample.In(ChangeState.Trial);
        ChangeEvent arm = new ChangeEvent.Armed(Sample.At(), Sample.Ben, Sample.Free);
        StagedChange restarted = trial.After(_ => new ChangeEvent.Restarted(Sample.At(), IsClean: true));

        StagedChange again = restarted.After(_ => arm);
        Assert.Equal(ChangeState.Armed, again.State);
        Assert.NotEqual(Sample.TokenOf(trial), Sample.TokenOf(again));
        Refuses(ChangeRefusalCode.WrongState, Sample.In(ChangeState.RolledBack).After(arm));
        Refuses(
            ChangeRefusalCode.WrongState, restarted.After(_ => new ChangeEvent.EvidenceStale(Sample.At(), "another program")).After(arm));
        StagedChange stale = trial.After(
            _ => new ChangeEvent.EvidenceStale(Sample.At(), "another program"), _ => new ChangeEvent.Restarted(Sample.At(), IsClean: true));
        Refuses(ChangeRefusalCode.WrongState, stale.After(arm));
    }

    [Fact]
    public void Going_back_waits_for_nothing()
    {
        Transition back = Sample.In(ChangeState.Trial).After(new ChangeEvent.Hurt(Sample.At(), Sample.Ben, "it stopped"));

        Assert.Equal([new ChangeEffect.GoBack(), new ChangeEffect.Keep(MustBeDurable: false), new ChangeEffect.Announce()], back.Effects);
        Assert.Equal("it hurt: it stopped (by ben)", back.Next.Outcome);
    }

    private static void Blocked(ChangeRefusalCode code, ConduitFacts facts)
    {
        Refuses(code, Sample.In(ChangeState.Approved).After(new ChangeEvent.Armed(Sample.At(), Sample.Ben, facts)));
        StagedChange loosening = Sample.Draft with { To = Sample.Monitoring with { PolicyDigest = "p2" } };
        loosening = loosening.After(_ => new ChangeEvent.Checked(Sample.At(), new ChangeCheck { Direction = DifferenceKind.Same }), change => Sample.Yes(change, Sample.Ben));
        Refuses(code, loosening.After(new ChangeEvent.Armed(Sample.At(), Sample.Ben, facts)));
        Waits(code, facts, Sample.Fit);
    }

    private static void Waits(ChangeRefusalCode code, ConduitFacts facts, Fitness fitness)
    {
        StagedChange waiting = Sample.In(ChangeState.Armed).After(_ => new ChangeEvent.FitnessSeen(Sample.At(), facts, fitness));
        Assert.Equal(code, Assert.Single(Assert.IsType<Stage.Armed>(waiting.Stage).Blocks).Code);
    }

    private static void GoesBack(RollbackCause cause, Transition step)
    {
        Assert.Equal(cause, Assert.IsType<Stage.RolledBack>(step.Next.Stage).Cause);
        Assert.Contains(step.Effects, effect => effect is ChangeEffect.GoBack);
    }

    private static void Refuses(ChangeRefusalCode code, Transition step) => Assert.Equal(code, step.Refusal?.Code);
}
