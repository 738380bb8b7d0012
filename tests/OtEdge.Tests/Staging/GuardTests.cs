using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Governing;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Staging;

/// <summary>Each guard of the life of a change, one by one.</summary>
public sealed class GuardTests
{
    private static readonly StagedChange ByFunctions = Sample.Draft with { Terms = new ChangeTerms { Governance = Governance.Functions } };

    [Fact]
    public void A_conduit_has_one_change_in_flight() => Refuses(
        ChangeRefusalCode.AnotherInFlight, Proposing.Start(Sample.Draft, Sample.Free with { OthersInFlight = ["c-0006 by otto"] }));

    [Fact]
    public void A_proposal_on_an_old_epoch_is_refused() =>
        Refuses(ChangeRefusalCode.BaseMoved, Proposing.Start(Sample.Draft, Sample.Free with { Epoch = 5 }));

    [Fact]
    public void A_proposal_changes_something() =>
        Refuses(ChangeRefusalCode.NothingChanges, Proposing.Start(Sample.Draft with { To = Sample.Monitoring }, Sample.Free));

    [Fact]
    public void A_proposal_has_a_reason() => Refuses(ChangeRefusalCode.NoReason, Proposing.Start(Sample.Draft with { Reason = " " }, Sample.Free));

    [Fact]
    public void No_change_leads_to_bypass() => Refuses(
        ChangeRefusalCode.Bypass, Proposing.Start(Sample.Draft with { To = Sample.Monitoring with { Mode = ConduitMode.Bypass } }, Sample.Free));

    [Fact]
    public void A_proposal_that_is_fine_is_taken_and_kept()
    {
        Transition start = Proposing.Start(Sample.Draft, Sample.Free);

        Assert.False(start.IsRefused);
        Assert.Contains(start.Effects, effect => effect is ChangeEffect.Keep);
        Assert.Equal(1, start.Next.Version);
    }

    [Fact]
    public void A_mixed_change_is_refused_with_the_way_to_split_it()
    {
        Transition step = Sample.Draft.After(new ChangeEvent.Checked(
            Sample.At(), Sample.Tightening with { Direction = DifferenceKind.Mixed, Split = ["first", "then"] }));

        Refuses(ChangeRefusalCode.Mixed, step);
        Assert.Contains("first; then", ChangeRefusalWords.Of(Sample.Draft, step.Refusal!), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_steps_at_once_are_refused() =>
        Refuses(ChangeRefusalCode.TwoSteps, Checked(Sample.Draft, Sample.Tightening with { Steps = ["observe to monitor", "monitor to enforce"] }));

    [Fact]
    public void A_rule_that_never_decides_is_refused() =>
        Refuses(ChangeRefusalCode.UnreachableRule, Checked(Sample.Draft, Sample.Loosening with { Unreachable = ["a is covered by b"] }));

    [Fact]
    public void Essential_operations_need_a_risk_assessment_that_is_shown_for_good()
    {
        ChangeCheck lost = Sample.Tightening with { EssentialLost = ["write coil 17"] };

        Refuses(ChangeRefusalCode.EssentialLost, Checked(Sample.Draft, lost));
        StagedChange covered = Sample.Draft.After(_ => new ChangeEvent.Checked(Sample.At(), lost, "RA-12"));
        Assert.Equal("RA-12", covered.Override);
    }

    [Fact]
    public void Questions_that_the_profile_asks_are_answered_first()
    {
        StagedChange asked = Sample.Draft with { Terms = new ChangeTerms { Questions = [ChangeQuestion.Harm] } };

        Refuses(ChangeRefusalCode.QuestionsOpen, Checked(asked, Sample.Tightening));
        StagedChange answered = asked with { Answers = [new ChangeAnswer(ChangeQuestion.Harm, "the filler")] };
        Assert.Equal(ChangeState.Checked, Checked(answered, Sample.Tightening).Next.State);
    }

    [Fact]
    public void A_loosening_waits_for_no_answers()
    {
        StagedChange asked = Sample.Draft with { Terms = new ChangeTerms { Questions = [ChangeQuestion.Harm] } };

        Assert.Equal(ChangeState.Ready, Checked(asked, Sample.Loosening).Next.State);
    }

    [Fact]
    public void An_answer_says_something_takes_the_place_of_an_older_one_and_voids_what_was_approved()
    {
        StagedChange approved = Sample.In(ChangeState.Approved);

        Refuses(ChangeRefusalCode.NoAnswer, approved.After(new ChangeEvent.Answered(Sample.At(), Sample.Anna, [])));
        Refuses(ChangeRefusalCode.NoAnswer, approved.After(Answered(Sample.Anna, " ")));
        StagedChange draft = approved.After(_ => Answered(Sample.Anna, "the filler"), _ => Answered(Sample.Ben, "the capper"));
        Assert.Equal((ChangeState.Draft, null), (draft.State, draft.Stage.Clearance));
        Assert.Equal([new ChangeAnswer(ChangeQuestion.Harm, "the capper")], draft.Answers);
        Assert.Equal(["ben"], draft.Editors);
    }

    [Fact]
    public void A_plan_that_covers_nothing_is_refused() => Refuses(
        ChangeRefusalCode.EmptyPlan, Sample.In(ChangeState.Checked).After(new ChangeEvent.ShadowStarted(Sample.At(), new CoveragePlan([]))));

    [Fact]
    public void A_report_of_another_version_counts_for_nothing()
    {
        StagedChange change = Sample.In(ChangeState.Shadowing);
        ReadinessReport other = Sample.Report(change) with { ChangeDigest = "another" };

        Refuses(ChangeRefusalCode.OtherReport, change.After(new ChangeEvent.GatesSeen(Sample.At(), other)));
        Refuses(ChangeRefusalCode.OtherReport, Sample.In(ChangeState.Approved).After(new ChangeEvent.GatesSeen(Sample.At(), other)));
    }

    [Fact]
    public void Unmet_gates_keep_a_change_in_the_shadow_and_say_why()
    {
        StagedChange change = Sample.In(ChangeState.Shadowing).After(seen => new ChangeEvent.GatesSeen(Sample.At(), Sample.Report(seen, isMet: false)));

        Assert.Equal(ChangeState.Shadowing, change.State);
        Refuses(ChangeRefusalCode.NotReady, change.After(Sample.Yes(change, Sample.Ben)));
    }

    [Fact]
    public void An_override_needs_a_reason_and_something_to_override()
    {
        StagedChange change = Sample.In(ChangeState.Shadowing);
        ReadinessReport unmet = Sample.Report(change, isMet: false);

        Refuses(ChangeRefusalCode.NoReason, change.After(new ChangeEvent.GatesOverridden(Sample.At(), Sample.Anna, unmet, " ")));
        Refuses(
            ChangeRefusalCode.NothingToOverride,
            change.After(new ChangeEvent.GatesOverridden(Sample.At(), Sample.Anna, Sample.Report(change), "rehearsed")));
        Assert.Equal("rehearsed", change.After(_ => new ChangeEvent.GatesOverridden(Sample.At(), Sample.Anna, unmet, "rehearsed")).Override);
    }

    [Fact]
    public void What_was_overridden_by_name_does_not_send_a_change_back_and_another_gate_does()
    {
        StagedChange change = Sample.In(ChangeState.Shadowing);
        change = change.After(_ => new ChangeEvent.GatesOverridden(Sample.At(), Sample.Anna, Sample.Report(change, isMet: false), "rehearsed"));
        StagedChange approved = change.After(ready => Sample.Yes(ready, Sample.Ben));

        Assert.Same(approved, approved.After(new ChangeEvent.GatesSeen(Sample.At(), Sample.Report(approved, isMet: false))).Next);
        ReadinessReport worse = Sample.Report(approved) with { Gates = [new GateAnswer("triage", false, ["A new flow."])] };
        StagedChange back = approved.After(_ => new ChangeEvent.GatesSeen(Sample.At(), worse));
        Assert.Equal(ChangeState.Shadowing, back.State);
        Assert.Empty(back.Stage.Clearance!.Approvals);
    }

    [Fact]
    public void Nobody_approves_or_rejects_the_own_change_but_in_solo()
    {
        StagedChange change = Sample.In(ChangeState.Ready);
        Refuses(ChangeRefusalCode.OwnChange, change.After(Sample.Yes(change, Sample.Anna)));
        Refuses(ChangeRefusalCode.OwnChange, change.After(Sample.Yes(change, Sample.Anna with { Name = "ANNA" })));
        Refuses(ChangeRefusalCode.OwnChange, change.After(new ChangeEvent.Rejected(Sample.At(), Sample.Anna, "no")));

        StagedChange solo = Sample.In(ChangeState.Ready, Sample.Draft with { Terms = new ChangeTerms { Governance = Governance.Solo } });
        Assert.Equal(ChangeState.Approved, solo.After(Sample.Yes(solo, Sample.Anna)).Next.State);
    }

    [Fact]
    public void Who_edited_a_change_does_not_approve_it()
    {
        StagedChange edited = Sample.Draft.After(
            _ => new ChangeEvent.Edited(Sample.At(), Sample.Ben, Sample.Enforcing with { RefuseWith = RefusalForm.Close }, "close"),
            _ => new ChangeEvent.Checked(Sample.At(), Sample.Tightening),
            _ => new ChangeEvent.ShadowStarted(Sample.At(), Sample.Plan),
            change => new ChangeEvent.GatesSeen(Sample.At(), Sample.Report(change)));

        Refuses(ChangeRefusalCode.OwnChange, edited.After(Sample.Yes(edited, Sample.Ben)));
        Refuses(ChangeRefusalCode.OwnChange, edited.After(Sample.Yes(edited, Sample.Anna)));
        Assert.Equal(ChangeState.Approved, edited.After(Sample.Yes(edited, Sample.Eve)).Next.State);
    }

    [Fact]
    public void An_edit_has_a_reason_and_makes_earlier_approvals_void()
    {
        StagedChange approved = Sample.In(ChangeState.Approved);
        PostureRecord other = Sample.Enforcing with { RefuseWith = RefusalForm.Close };

        Refuses(ChangeRefusalCode.NoReason, approved.After(new ChangeEvent.Edited(Sample.At(), Sample.Anna, other, "")));
        StagedChange edited = approved.After(_ => new ChangeEvent.Edited(Sample.At(), Sample.Anna, other, "close"));
        Assert.Equal(ChangeState.Draft, edited.State);
        Assert.NotEqual(approved.Digest, edited.Digest);
    }

    [Fact]
    public void One_person_approves_once_though_they_hold_two_functions()
    {
        StagedChange change = Sample.In(ChangeState.Ready, ByFunctions);
        StagedChange half = change.After(_ => Sample.Yes(change, Sample.Olga));

        Assert.Equal(ChangeState.Ready, half.State);
        Refuses(ChangeRefusalCode.SpokenAlready, half.After(Sample.Yes(half, Sample.Olga)));
        Assert.Equal(ChangeState.Approved, half.After(_ => Sample.Yes(half, Sample.Eve)).State);
    }

    [Fact]
    public void An_approval_is_for_exactly_what_stands()
    {
        StagedChange change = Sample.In(ChangeState.Ready);
        Refuses(ChangeRefusalCode.OtherDigest, change.After(new ChangeEvent.Approved(Sample.At(), Sample.Ben, null, change.Digest)));
    }

    [Fact]
    public void A_function_is_spoken_for_by_who_holds_it_and_only_where_it_is_asked()
    {
        StagedChange change = Sample.In(ChangeState.Ready, ByFunctions);

        Refuses(ChangeRefusalCode.FunctionNotHeld, change.After(Sample.Yes(change, Sample.Ben, PlantFunction.Security)));
        Refuses(ChangeRefusalCode.FunctionNotAsked, change.After(Sample.Yes(change, Sample.Saf, PlantFunction.Safety)));
        Refuses(ChangeRefusalCode.FunctionNotAsked, change.After(Sample.Yes(change, Sample.Saf)));
        Refuses(ChangeRefusalCode.FunctionNotAsked, change.After(new ChangeEvent.Rejected(Sample.At(), Sample.Saf, "no")));
    }

    [Fact]
    public void Where_something_essential_is_touched_safety_is_asked_too()
    {
        StagedChange change = ByFunctions.After(
            _ => new ChangeEvent.Checked(Sample.At(), Sample.Tightening with { TouchesEssential = true }),
            _ => new ChangeEvent.ShadowStarted(Sample.At(), Sample.Plan),
            shadowed => new ChangeEvent.GatesSeen(Sample.At(), Sample.Report(shadowed)));

        Assert.Equal(
            [PlantFunction.Operations, PlantFunction.Security, PlantFunction.Safety],
            GovernanceRules.Missing(change, change.Stage.Clearance!));
        Assert.Equal(ChangeState.Ready, change.After(one => Sample.Yes(one, Sample.Ben), two => Sample.Yes(two, Sample.Eve)).State);
        Assert.Equal(
            ChangeState.Approved,
            change.After(one => Sample.Yes(one, Sample.Ben), two => Sample.Yes(two, Sample.Eve), three => Sample.Yes(three, Sample.Saf)).State);
    }

    [Fact]
    public void Under_functions_operations_arm_extend_and_confirm()
    {
        StagedChange approved = Sample.In(ChangeState.Ready, ByFunctions).After(one => Sample.Yes(one, Sample.Ben), two => Sample.Yes(two, Sample.Eve));
        Refuses(ChangeRefusalCode.FunctionNotHeld, approved.After(new ChangeEvent.Armed(Sample.At(), Sample.Eve, Sample.Free)));

        StagedChange trial = approved.After(
            _ => new ChangeEvent.Armed(Sample.At(), Sample.Ben, Sample.Free), _ => new ChangeEvent.FitnessSeen(Sample.At(), Sample.Free, Sample.Fit));
        Refuses(ChangeRefusalCode.FunctionNotHeld, trial.After(new ChangeEvent.Extended(Sample.At(), Sample.Eve, Sample.TokenOf(trial))));
        Refuses(ChangeRefusalCode.FunctionNotHeld, trial.After(new ChangeEvent.Confirmed(Sample.At(), Sample.Eve, Sample.TokenOf(trial))));
    }

    [Fact]
    public void A_step_on_an_older_version_loses_and_taking_back_never_does()
    {
        StagedChange trial = Sample.In(ChangeState.Trial);

        Refuses(
            ChangeRefusalCode.Overtaken,
            trial.After(new ChangeEvent.Confirmed(Sample.At(), Sample.Ben, Sample.TokenOf(trial)) { Seen = trial.Version - 1 }));
        Assert.False(trial.After(new ChangeEvent.Aborted(Sample.At(), Sample.Ben, "") { Seen = 0 }).IsRefused);
        Assert.False(trial.After(new ChangeEvent.Hurt(Sample.At(), Sample.Ben, "") { Seen = 0 }).IsRefused);
    }

    private static ChangeEvent.Answered Answered(Actor by, string text) => new(Sample.At(), by, [new ChangeAnswer(ChangeQuestion.Harm, text)]);

    private static Transition Checked(StagedChange draft, ChangeCheck check) => draft.After(new ChangeEvent.Checked(Sample.At(), check));

    private static void Refuses(ChangeRefusalCode code, Transition step)
    {
        Assert.Equal(code, step.Refusal?.Code);
        Assert.NotEmpty(ChangeRefusalWords.Title(step.Refusal!));
    }
}
