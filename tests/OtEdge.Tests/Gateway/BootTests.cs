using OtEdge.Console.Api;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Traffic;
using OtEdge.Core.Zones;
using OtEdge.Testing.Journal;
using Xunit;

namespace OtEdge.Tests.Gateway;

public sealed class BootTests
{
    [Fact]
    public async Task A_new_conduit_starts_in_observe_with_its_policy_as_first_revision()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());

        ConduitView conduit = gateway.Conduit();
        Assert.Equal("observe", conduit.Mode);
        Assert.Equal(Plant.ReadsOnly.Digest, conduit.PolicyDigest);
        Assert.Equal(0, conduit.Epoch);
        Assert.Null(conduit.ChangeInFlight);
        Assert.NotNull(gateway.Journal.Revision(Plant.ReadsOnly.Digest));
        Assert.Equal(ConduitMode.Observe, Assert.Single(gateway.Journal.Conduits()).Posture.Mode);
    }

    [Fact]
    public async Task A_conduit_comes_back_in_its_confirmed_mode_and_scope()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce") with { Scope = ["admin", "write"] });
        await gateway.ConfirmForGoodAsync(trial.Id);
        DateTimeOffset since = gateway.Conduit().Since;

        gateway.Time.Advance(TimeSpan.FromHours(1));
        await gateway.BootAsync(Plant.Site());

        Assert.Equal("enforce", gateway.Conduit().Mode);
        Assert.Equal(["malformed", "admin", "write"], gateway.Conduit().Scope);
        Assert.Equal(since, gateway.Conduit().Since);
        Assert.Null(gateway.Conduit().ChangeInFlight);
    }

    [Fact]
    public async Task The_live_policy_comes_from_the_journal_and_not_from_the_settings()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.EnforceAsync();

        // A digest that no settings hold any more: only the revision can bring the rules back.
        Site edited = Plant.Site(Plant.Conduit with { Policy = "reads-and-writes" });
        edited = edited with { Policies = new Dictionary<string, PolicyDocument> { ["reads-and-writes"] = Plant.ReadsAndWrites } };
        await gateway.BootAsync(edited);

        Assert.Equal("enforce", gateway.Conduit().Mode);
        Assert.Equal(Plant.ReadsOnly.Digest, gateway.Conduit().PolicyDigest);
        Assert.Equal(1, gateway.Runtime.Policy(Plant.Filling).Value!.Rules);
    }

    [Fact]
    public async Task A_difference_between_settings_and_live_becomes_one_draft_and_not_one_at_every_start()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        Site edited = Plant.Site(Plant.Conduit with { Policy = "reads-and-writes", RefuseWith = RefusalForm.Close });

        await gateway.BootAsync(edited);
        ChangeInFlightView draft = gateway.Conduit().ChangeInFlight!;
        await gateway.BootAsync(edited);

        Assert.Equal("draft", draft.State);
        Assert.Equal(draft, gateway.Conduit().ChangeInFlight);
        StagedChange change = Assert.Single(gateway.Journal.Changes());
        Assert.Equal("settings", change.Author);
        Assert.Equal(Plant.ReadsAndWrites.Digest, change.To.PolicyDigest);
        Assert.Equal(RefusalForm.Close, change.To.RefuseWith);
        Assert.Equal("reply", gateway.Conduit().RefuseWith);
    }

    [Fact]
    public async Task A_draft_of_the_settings_that_a_person_withdrew_is_not_offered_again()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        Site edited = Plant.Site(Plant.Conduit with { Policy = "reads-and-writes" });
        await gateway.BootAsync(edited);

        await gateway.StepDoneAsync("last", ChangeStep.Withdraw);
        await gateway.BootAsync(edited);

        Assert.Null(gateway.Conduit().ChangeInFlight);
        Assert.Single(gateway.Journal.Changes());
    }

    [Fact]
    public async Task A_trial_does_not_survive_a_restart()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce"));
        Assert.Equal("enforce", gateway.Conduit().Mode);

        await gateway.BootAsync(Plant.Site());

        Assert.Equal("monitor", gateway.Conduit().Mode);
        Assert.Null(gateway.Conduit().ChangeInFlight);
        StagedChange ended = gateway.Journal.Change(trial.Id)!;
        Assert.Equal(ChangeState.RolledBack, ended.State);
        Assert.Equal("the gateway started anew, and a trial survives no restart", ended.Outcome);
    }

    [Theory]
    [InlineData(true, "enforce", "soak")]
    [InlineData(false, "monitor", "rolled_back")]
    public async Task A_soak_survives_a_stop_in_order_and_nothing_else(bool inOrder, string mode, string state)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce"));
        await gateway.StepDoneAsync(trial.Id, ChangeStep.Confirm);

        await gateway.BootAsync(Plant.Site(), inOrder: inOrder);

        Assert.Equal(mode, gateway.Conduit().Mode);
        Assert.Equal("monitor", gateway.Conduit().ConfirmedMode);
        Assert.Equal(state, gateway.Runtime.Change(trial.Id).Value!.State);
    }

    [Fact]
    public async Task After_a_crash_the_return_is_one_step_because_evidence_and_approvals_hold()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce"));
        await gateway.BootAsync(Plant.Site(), inOrder: false);
        Assert.Equal("monitor", gateway.Conduit().Mode);

        ChangeResult again = await gateway.StepDoneAsync(trial.Id, ChangeStep.Arm);

        Assert.Equal((trial.Id, "trial"), (again.Id, again.State));
        Assert.Equal("enforce", gateway.Conduit().Mode);
        Assert.NotEqual(trial.Token, again.Token);
    }

    [Fact]
    public async Task A_draft_survives_a_restart_and_can_be_armed()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor", yes: false));

        await gateway.BootAsync(Plant.Site());
        Assert.Equal("draft", gateway.Conduit().ChangeInFlight!.State);
        await gateway.StepDoneAsync("last", ChangeStep.Arm);

        Assert.Equal("monitor", gateway.Conduit().Mode);
    }

    [Fact]
    public async Task A_conduit_that_was_renamed_carries_its_state_over()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.EnforceAsync();

        await gateway.BootAsync(Plant.Site(Plant.Conduit with { Name = "filler", RenamedFrom = Plant.Filling }));

        Assert.Equal("enforce", gateway.Conduit("filler").Mode);
        Assert.Equal("filler", Assert.Single(gateway.Journal.Conduits()).Conduit);
    }

    [Fact]
    public async Task A_former_name_that_is_still_in_use_carries_nothing_over()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.EnforceAsync();

        await gateway.BootAsync(Plant.Site(Plant.Conduit, Plant.Conduit with { Name = "second", RenamedFrom = Plant.Filling }));

        Assert.Equal("enforce", gateway.Conduit().Mode);
        Assert.Equal("observe", gateway.Conduit("second").Mode);
    }

    [Fact]
    public async Task A_conduit_that_left_the_settings_and_came_back_has_its_mode_again()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.EnforceAsync();

        await gateway.BootAsync(Plant.Site(Plant.Conduit with { Name = "other" }));
        Assert.Equal("observe", gateway.Conduit("other").Mode);
        await gateway.BootAsync(Plant.Site());

        Assert.Equal("enforce", gateway.Conduit().Mode);
    }

    [Fact]
    public async Task Totals_go_on_from_the_journal()
    {
        var journal = new InMemoryJournal();
        var totals = new TrafficTotals { Requests = 41, Refused = 3, WouldBeRefused = 7 };
        journal.Adopt(new ConduitRecord(Plant.Filling, 0, DateTimeOffset.UnixEpoch, PostureRecord.Start, totals));

        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site(), journal: journal);

        Assert.Equal((41, 3, 7), (gateway.Conduit().RequestsTotal, gateway.Conduit().RefusedTotal, gateway.Conduit().WouldBeRefusedTotal));
        await gateway.BootAsync(Plant.Site());
        Assert.Equal(totals, Assert.Single(journal.Conduits()).Totals);
    }

    [Fact]
    public async Task A_policy_revision_that_is_lost_refuses_nobody_and_is_said()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.EnforceAsync();
        ConduitRecord record = Assert.Single(gateway.Journal.Conduits());
        StagedChange lost = gateway.Journal.Changes()[0] with { Id = "c-9999" };
        gateway.Journal.Commit(lost, record with { Posture = record.Posture with { PolicyDigest = "0123abcd" } });

        await gateway.BootAsync(Plant.Site());

        Assert.Equal("observe", gateway.Conduit().Mode);
        Assert.Contains("0123abcd", gateway.Conduit().Fault, StringComparison.Ordinal);
        Assert.NotEmpty(gateway.Runtime.Unready());
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_at_the_start_stops_no_traffic()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.EnforceAsync();
        gateway.Journal.Fault = "disk full";

        await gateway.BootAsync(Plant.Site(Plant.Conduit, Plant.Conduit with { Name = "second" }));

        Assert.Equal("enforce", gateway.Conduit().Mode);
        Assert.Equal("observe", gateway.Conduit("second").Mode);
        Assert.NotNull(gateway.Conduit("second").Listen);
        Assert.Contains("disk full", gateway.Runtime.Status().JournalFault, StringComparison.Ordinal);

        gateway.Journal.Fault = null;
        gateway.Time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(() => gateway.Journal.Conduits().Count == 2);
    }
}
