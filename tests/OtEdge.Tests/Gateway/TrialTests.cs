using OtEdge.Console.Api;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using Xunit;

namespace OtEdge.Tests.Gateway;

public sealed class TrialTests
{
    [Fact]
    public async Task A_trial_goes_back_by_itself_and_is_recorded()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        DateTimeOffset since = gateway.Conduit().Since;
        gateway.Time.Advance(TimeSpan.FromMinutes(1));

        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce", trial: "30s"));
        Assert.Equal("trial", trial.State);
        Assert.True(trial.Tightens);
        Assert.Equal(gateway.Time.GetUtcNow() + TimeSpan.FromSeconds(30), trial.Deadline);
        Assert.Equal("enforce", gateway.Conduit().Mode);
        Assert.Equal("monitor", gateway.Conduit().ConfirmedMode);

        gateway.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("enforce", gateway.Conduit().Mode);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("monitor", gateway.Conduit().Mode);
        await Eventually.TrueAsync(() => gateway.Conduit().ChangeInFlight is null);
        StagedChange ended = gateway.Journal.Change(trial.Id)!;
        Assert.Equal(ChangeState.RolledBack, ended.State);
        Assert.Equal("no confirmation in time", ended.Outcome);
        Assert.Equal(since, gateway.Conduit().Since);
        Assert.Equal(1, gateway.Conduit().Epoch);
    }

    [Fact]
    public async Task A_trial_goes_back_even_when_the_journal_fails_and_is_written_later()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce", trial: "30s"));

        gateway.Journal.Fault = "disk full";
        gateway.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("monitor", gateway.Conduit().Mode);
        await Eventually.TrueAsync(() => gateway.Conduit().ChangeInFlight is null);
        Assert.Equal(ChangeState.Trial, gateway.Journal.Change(trial.Id)!.State);

        gateway.Journal.Fault = null;
        Assert.Contains("not yet in the journal", gateway.Runtime.Status().JournalFault, StringComparison.Ordinal);
        gateway.Time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(() => gateway.Journal.Change(trial.Id)!.State == ChangeState.RolledBack);
        await Eventually.TrueAsync(() => gateway.Runtime.Status().JournalFault is null);
    }

    [Fact]
    public async Task A_confirmed_trial_stays_and_counts_an_epoch()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        await gateway.DoneAsync(TestGateway.Mode("enforce", trial: "30s"));
        DateTimeOffset began = gateway.Time.GetUtcNow();
        gateway.Time.Advance(TimeSpan.FromSeconds(20));

        ChangeResult confirmed = await gateway.ConfirmForGoodAsync("last");
        gateway.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("confirmed", confirmed.State);
        Assert.Equal("enforce", gateway.Conduit().Mode);
        Assert.Equal(2, gateway.Conduit().Epoch);
        Assert.Equal(began, gateway.Conduit().Since);
        Assert.Null(gateway.Conduit().ChangeInFlight);
    }

    [Fact]
    public async Task An_aborted_trial_goes_back_at_once()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        await gateway.DoneAsync(TestGateway.Mode("enforce"));

        ChangeResult aborted = await gateway.StepDoneAsync("last", ChangeStep.Abort);

        Assert.Equal("rolled_back", aborted.State);
        Assert.Equal("monitor", gateway.Conduit().Mode);
    }

    [Fact]
    public async Task A_trial_is_extended_twice_and_not_a_third_time()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce", trial: "30s"));

        await gateway.StepDoneAsync(trial.Id, ChangeStep.Extend);
        await gateway.StepDoneAsync(trial.Id, ChangeStep.Extend);
        Answer<ChangeResult> third = await gateway.StepAsync(trial.Id, ChangeStep.Extend);

        Assert.Equal(RefusalKind.Conflict, third.Refusal!.Kind);
        gateway.Time.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal("enforce", gateway.Conduit().Mode);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("monitor", gateway.Conduit().Mode);
    }

    [Fact]
    public async Task A_restarted_conduit_keeps_its_trial_and_its_deadline()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        await gateway.DoneAsync(TestGateway.Mode("enforce", trial: "30s"));
        gateway.Time.Advance(TimeSpan.FromSeconds(20));

        await gateway.Runtime.RestartAsync(Plant.Filling, "alice", TestContext.Current.CancellationToken);
        Assert.Equal("enforce", gateway.Conduit().Mode);
        gateway.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("monitor", gateway.Conduit().Mode);
    }

    [Fact]
    public async Task Nothing_tightens_while_the_journal_cannot_be_written()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        gateway.Journal.Fault = "disk full";

        Answer<ChangeResult> refused = await gateway.ProposeAsync(TestGateway.Mode("enforce"));

        Assert.Equal(RefusalKind.Failed, refused.Refusal!.Kind);
        Assert.Contains("disk full", refused.Refusal.Detail, StringComparison.Ordinal);
        Assert.Equal("monitor", gateway.Conduit().Mode);
        Assert.Null(gateway.Conduit().ChangeInFlight);
    }

    [Fact]
    public async Task A_confirmation_that_cannot_be_written_is_not_half_there()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        await gateway.DoneAsync(TestGateway.Mode("enforce", trial: "30s"));
        gateway.Journal.Fault = "disk full";

        Answer<ChangeResult> refused = await gateway.StepAsync("last", ChangeStep.Confirm);
        Assert.Equal(RefusalKind.Failed, refused.Refusal!.Kind);
        Assert.Equal("trial", gateway.Conduit().ChangeInFlight!.State);

        gateway.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("monitor", gateway.Conduit().Mode);
        Assert.Equal(1, gateway.Conduit().Epoch);
    }

    [Fact]
    public async Task Loosening_works_while_the_journal_cannot_be_written()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.EnforceAsync();
        gateway.Journal.Fault = "disk full";

        ChangeResult loosened = await gateway.DoneAsync(TestGateway.Mode("monitor"));
        Assert.Equal("confirmed", loosened.State);
        Assert.Equal("monitor", gateway.Conduit().Mode);

        gateway.Journal.Fault = null;
        gateway.Time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(() => gateway.Journal.Conduits()[0].Posture.Mode == ConduitMode.Monitor);
    }

    [Fact]
    public async Task Rollback_proposes_the_posture_before_the_present_one()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.EnforceAsync();

        Answer<ChangeResult> back = await gateway.Runtime.RollbackAsync(
            Plant.Filling, new RollbackRequest("it hurt", Yes: true), "alice", TestContext.Current.CancellationToken);

        Assert.Equal("confirmed", back.Value!.State);
        Assert.Equal("monitor", gateway.Conduit().Mode);
    }

    [Fact]
    public async Task Events_tell_of_a_change_from_its_trial_to_its_end_and_resume_after_an_id()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        await gateway.DoneAsync(TestGateway.Mode("enforce"));
        await gateway.StepDoneAsync("last", ChangeStep.Abort);

        List<GatewayEvent> all = await TakeAsync(gateway, after: 0, 26);
        GatewayEvent[] changes = [.. all.Where(happened => happened.Kind == "change")];
        Assert.Equal("gap", all[0].Kind);
        Assert.Equal(
            ["draft", "ready", "approved", "confirmed", "draft", "checked", "shadowing", "ready", "approved", "armed", "trial", "rolled_back"],
            changes.Select(happened => happened.Change!.State));

        List<GatewayEvent> rest = await TakeAsync(gateway, changes[10].Id, 2);
        Assert.Equal(changes[10].Id + 1, rest[0].Id);
        Assert.Equal("conduit", rest[0].Kind);
        Assert.Equal("enforce", rest[0].Conduit!.Mode);
    }

    private static async Task<List<GatewayEvent>> TakeAsync(TestGateway gateway, long after, int count)
    {
        var events = new List<GatewayEvent>();
        await foreach (GatewayEvent happened in gateway.Runtime.EventsAsync(after, TestContext.Current.CancellationToken))
        {
            events.Add(happened);
            if (events.Count == count)
            {
                break;
            }
        }

        return events;
    }
}
