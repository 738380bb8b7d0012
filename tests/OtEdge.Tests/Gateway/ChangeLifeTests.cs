using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>The life of a change as people meet it: gates, other people, and who was faster.</summary>
public sealed class ChangeLifeTests
{
    private static readonly Person Anna = new("anna", ["anna"], PersonRoles.Engineer | PersonRoles.Operator);
    private static readonly Person Bert = new("bert", ["bert"], PersonRoles.Operator);
    private static readonly Person Cleo = new("cleo", ["cleo"], PersonRoles.Security);

    [Fact]
    public async Task Unmet_gates_refuse_with_numbers_and_leave_nothing_behind()
    {
        await using TestGateway gateway = await InMonitorAsync(Governance.Solo);

        Answer<ChangeResult> refused = await gateway.ProposeAsync(TestGateway.Mode("enforce") with { Override = null });

        Assert.Equal((RefusalKind.Conflict, "Not ready"), (refused.Refusal!.Kind, refused.Refusal.Title));
        Assert.Contains("coverage: Shift: 0 of 20 episodes seen, 20 to go.", refused.Refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("--override TEXT", refused.Refusal.Detail, StringComparison.Ordinal);
        Assert.Null(gateway.Conduit().ChangeInFlight);
        Assert.Single(gateway.Journal.Changes());
    }

    [Fact]
    public async Task Overridden_gates_are_named_with_who_and_why_for_good()
    {
        await using TestGateway gateway = await InMonitorAsync(Governance.Solo);

        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce") with { Override = "rehearsed yesterday" });
        await gateway.ConfirmForGoodAsync(trial.Id);

        ChangeView view = gateway.Runtime.Change(trial.Id).Value!;
        Assert.Contains(new OverrideView("coverage", "alice", gateway.Time.GetUtcNow(), "rehearsed yesterday"), view.Overrides);
        Assert.Contains(view.Overrides, one => one is { Gate: "soak", By: "bob", Reason: "bench" });
        Assert.False(view.Gates.Single(gate => gate.Gate == "coverage").Passed);
    }

    [Fact]
    public async Task A_soak_that_is_not_covered_is_not_confirmed_without_a_word()
    {
        await using TestGateway gateway = await InMonitorAsync(Governance.Solo);
        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce"));
        await gateway.StepDoneAsync(trial.Id, ChangeStep.Confirm);

        Answer<ChangeResult> refused = await gateway.StepAsync(trial.Id, ChangeStep.Confirm);

        Assert.Contains("0 of 1 episodes seen", refused.Refusal!.Detail, StringComparison.Ordinal);
        Assert.Equal("soak", gateway.Conduit().ChangeInFlight!.State);
        Assert.Equal("monitor", gateway.Conduit().ConfirmedMode);
    }

    [Theory]
    [InlineData(ChangeStep.Abort, "aborted")]
    [InlineData(ChangeStep.Hurt, "it hurt")]
    public async Task A_soak_goes_back_in_one_step(ChangeStep step, string outcome)
    {
        await using TestGateway gateway = await InMonitorAsync(Governance.Solo);
        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce"));
        await gateway.StepDoneAsync(trial.Id, ChangeStep.Confirm);

        ChangeResult back = await gateway.StepDoneAsync("last", step);

        Assert.Equal("rolled_back", back.State);
        Assert.Equal("monitor", gateway.Conduit().Mode);
        Assert.StartsWith(outcome, gateway.Runtime.Change(trial.Id).Value!.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_pair_the_author_cannot_approve_and_another_person_can()
    {
        await using TestGateway gateway = await InMonitorAsync(Governance.Pair);
        ChangeResult ready = await ProposeAsync(gateway, "anna");
        Assert.Equal("ready", ready.State);
        Assert.Equal(["The approval of one other person."], ready.WaitsFor);

        Answer<ChangeResult> own = await gateway.StepAsync(ready.Id, ChangeStep.Approve, user: "anna");
        Assert.Equal((RefusalKind.Forbidden, "Own change"), (own.Refusal!.Kind, own.Refusal.Title));
        Answer<ChangeResult> early = await gateway.StepAsync(ready.Id, ChangeStep.Arm, user: "anna");
        Assert.Contains("still needs the approval", early.Refusal!.Detail, StringComparison.Ordinal);

        Assert.Equal("approved", (await gateway.StepDoneAsync(ready.Id, ChangeStep.Approve, user: "bert")).State);
        Assert.Equal("trial", (await gateway.StepDoneAsync(ready.Id, ChangeStep.Arm, user: "anna")).State);
        Assert.Equal("bert", Assert.Single(gateway.Runtime.Change(ready.Id).Value!.Approvals).By);
    }

    [Fact]
    public async Task In_pair_even_a_loosening_needs_another_person()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site() with { Governance = Governance.Pair });

        ChangeResult ready = await ProposeAsync(gateway, "anna", "monitor");
        Assert.Equal(("ready", "observe"), (ready.State, gateway.Conduit().Mode));
        await gateway.StepDoneAsync(ready.Id, ChangeStep.Approve, user: "bert");

        Assert.Equal("confirmed", (await gateway.StepDoneAsync(ready.Id, ChangeStep.Arm, user: "anna")).State);
        Assert.Equal("monitor", gateway.Conduit().Mode);
    }

    [Fact]
    public async Task In_functions_operations_and_security_approve_and_confirm()
    {
        await using TestGateway gateway = await InMonitorAsync(Governance.Functions, Anna, Bert, Cleo);
        ChangeResult ready = await ProposeAsync(gateway, "anna");

        await gateway.StepDoneAsync(ready.Id, ChangeStep.Approve, user: "bert");
        Answer<ChangeResult> early = await gateway.StepAsync(ready.Id, ChangeStep.Arm, user: "bert");
        Assert.Contains("security", early.Refusal!.Detail, StringComparison.Ordinal);
        Assert.Equal("approved", (await gateway.StepDoneAsync(ready.Id, ChangeStep.Approve, user: "cleo")).State);
        await gateway.StepDoneAsync(ready.Id, ChangeStep.Arm, user: "bert");
        await gateway.StepDoneAsync(ready.Id, ChangeStep.Confirm, user: "bert");
        var over = new StepRequest { Override = "bench" };

        Assert.Equal("soak", (await gateway.StepDoneAsync(ready.Id, ChangeStep.Confirm, over, "bert")).State);
        Assert.Equal("confirmed", (await gateway.StepDoneAsync(ready.Id, ChangeStep.Confirm, over, "cleo")).State);
    }

    [Fact]
    public async Task Who_has_no_role_is_told_which_one_it_takes()
    {
        await using TestGateway gateway = await InMonitorAsync(Governance.Solo, Anna, Bert);

        Answer<ChangeResult> refused = await gateway.Runtime.ProposeAsync(
            TestGateway.Mode("enforce"), "bert", TestContext.Current.CancellationToken);

        Assert.Equal(RefusalKind.Forbidden, refused.Refusal!.Kind);
        Assert.Contains("takes the role engineer", refused.Refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("ask anna", refused.Refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_operators_the_second_is_told_who_won_and_what_changed()
    {
        await using TestGateway gateway = await InMonitorAsync(Governance.Solo);
        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce"));
        var seen = new StepRequest { Seen = trial.Version, Token = trial.Token };

        await gateway.StepDoneAsync(trial.Id, ChangeStep.Confirm, seen, "bert");
        Answer<ChangeResult> second = await gateway.StepAsync(trial.Id, ChangeStep.Confirm, seen with { Override = "me too" }, "cleo");

        Assert.Equal("Somebody was faster", second.Refusal!.Title);
        Assert.Contains("trial confirmed, the soak began, by bert", second.Refusal.Detail, StringComparison.Ordinal);
        Assert.Equal("soak", gateway.Conduit().ChangeInFlight!.State);
    }

    [Fact]
    public async Task A_proposal_on_an_old_epoch_is_told_who_moved_the_conduit()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));

        Answer<ChangeResult> late = await gateway.ProposeAsync(TestGateway.Mode("monitor") with { BaseEpoch = 0 });

        Assert.Equal("Somebody was faster", late.Refusal!.Title);
        Assert.Contains("epoch 0", late.Refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("c-0001 of alice (observe to monitor)", late.Refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_is_checked_shadowed_and_withdrawn()
    {
        await using TestGateway gateway = await InMonitorAsync(Governance.Solo);
        ChangeResult draft = await gateway.DoneAsync(TestGateway.Mode("enforce", yes: false));
        Assert.Equal("draft", draft.State);

        ChangeResult shadowing = await gateway.StepDoneAsync(draft.Id, ChangeStep.Check);
        Assert.Equal("shadowing", shadowing.State);
        Assert.Contains(shadowing.WaitsFor, wait => wait.StartsWith("coverage: Shift: 0 of 20", StringComparison.Ordinal));
        Answer<ChangeResult> early = await gateway.StepAsync(draft.Id, ChangeStep.Arm);
        Assert.Equal("Not ready", early.Refusal!.Title);

        Assert.Equal("withdrawn", (await gateway.StepDoneAsync(draft.Id, ChangeStep.Withdraw)).State);
        Assert.Equal("monitor", gateway.Conduit().Mode);
    }

    [Fact]
    public async Task A_rejection_needs_a_reason_and_ends_the_change()
    {
        await using TestGateway gateway = await InMonitorAsync(Governance.Pair);
        ChangeResult ready = await ProposeAsync(gateway, "anna");

        Assert.Equal(RefusalKind.Invalid, (await gateway.StepAsync(ready.Id, ChangeStep.Reject, user: "bert")).Refusal!.Kind);
        ChangeResult rejected = await gateway.StepDoneAsync(ready.Id, ChangeStep.Reject, new StepRequest { Reason = "in the middle of a campaign" }, "bert");

        Assert.Equal("rejected", rejected.State);
        Assert.Null(gateway.Conduit().ChangeInFlight);
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("trial")]
    [InlineData("soak")]
    public async Task A_second_change_is_refused_with_who_and_what(string state)
    {
        await using TestGateway gateway = await InMonitorAsync(Governance.Solo);
        ChangeResult first = await gateway.DoneAsync(TestGateway.Mode("enforce", yes: state != "draft"));
        if (state == "soak")
        {
            await gateway.StepDoneAsync(first.Id, ChangeStep.Confirm);
        }

        Answer<ChangeResult> second = await gateway.ProposeAsync(TestGateway.Mode("observe"));

        Assert.Contains($"{first.Id} by alice (monitor to enforce, scope everything, in {state})", second.Refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timeline_has_every_step_with_its_person()
    {
        await using TestGateway gateway = await InMonitorAsync(Governance.Solo);
        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce"));
        await gateway.StepDoneAsync(trial.Id, ChangeStep.Extend);
        await gateway.StepDoneAsync(trial.Id, ChangeStep.Abort, new StepRequest { Reason = "pump stopped" });

        ChangeView view = gateway.Runtime.Change(trial.Id).Value!;

        Assert.Equal(
            ["draft", "checked", "shadowing", "ready", "approved", "armed", "trial", "trial", "rolled_back"],
            view.History.Select(mark => mark.State));
        Assert.Equal(("bob", "went back: aborted: pump stopped"), (view.History[^1].By, view.History[^1].What));
        Assert.Equal(view.History.Count, view.Version);
    }

    private static async Task<TestGateway> InMonitorAsync(Governance governance, params Person[] people)
    {
        TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        await gateway.BootAsync(Plant.Site() with { Governance = governance, People = people });
        return gateway;
    }

    private static async Task<ChangeResult> ProposeAsync(TestGateway gateway, string user, string mode = "enforce")
    {
        Answer<ChangeResult> answer = await gateway.Runtime.ProposeAsync(
            TestGateway.Mode(mode) with { Answers = ChangeQuestionTests.Answers }, user, TestContext.Current.CancellationToken);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }
}
