using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Core.Policy;
using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Campaigns;
using OtEdge.Core.Zones;
using OtEdge.Tests.Gateway;
using Xunit;
using CampaignStep = OtEdge.Console.Api.CampaignStep;

namespace OtEdge.Tests.Campaigns;

/// <summary>A campaign in a running gateway: it offers, people and gates decide, and a restart goes on with it.</summary>
public sealed class CampaignDeskTests
{
    private const string Second = "second";

    private static readonly Conduit Other = Gateway.Plant.Conduit with { Name = Second };

    private static readonly Conduit Essential = Other with
    {
        Essential = [new OperationExample { Class = OperationClass.Read, Function = new FunctionId(3), Space = RegisterSpace.HoldingRegister, Text = "read" }],
    };

    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_wave_is_offered_when_the_first_has_arrived_and_then_it_is_done()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Gateway.Plant.Site(Gateway.Plant.Conduit, Essential));

        CampaignView begun = await StartedAsync(gateway, "monitor");
        CampaignMemberView first = begun.Conduits[0];
        Assert.Equal((Gateway.Plant.Filling, 1, "ready"), (first.Conduit, first.Wave, first.State));
        Assert.Equal((Second, 2, null), (begun.Conduits[1].Conduit, begun.Conduits[1].Wave, begun.Conduits[1].Change));
        Assert.Equal("observe", gateway.Conduit().Mode);

        await gateway.StepDoneAsync(first.Change!, ChangeStep.Arm);
        Assert.Equal("monitor", gateway.Conduit().Mode);
        CampaignView next = await UntilAsync(gateway, begun.Id, view => view.Conduits[1].Change is not null);
        Assert.Equal("z-0001: audit finding 12", gateway.Journal.Change(next.Conduits[1].Change!)!.Reason);

        await gateway.StepDoneAsync(next.Conduits[1].Change!, ChangeStep.Arm);
        CampaignView done = await UntilAsync(gateway, begun.Id, view => view.State == "done");
        Assert.Equal("every conduit has arrived", done.History[^1].What);
    }

    [Fact]
    public async Task A_rollback_holds_it_until_somebody_resumes()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Gateway.Plant.Site(Gateway.Plant.Conduit, Essential));
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        CampaignView begun = await StartedAsync(gateway, "enforce");
        string change = begun.Conduits[0].Change!;

        await gateway.StepDoneAsync(change, ChangeStep.Arm, new StepRequest { Override = "bench" });
        Assert.Equal("enforce", gateway.Conduit().Mode);
        await gateway.StepDoneAsync(change, ChangeStep.Hurt, new StepRequest { Reason = "the filler stopped" });
        CampaignView held = await UntilAsync(gateway, begun.Id, view => view.State == "held");
        Assert.Contains("it hurt: the filler stopped", held.History[^1].What, StringComparison.Ordinal);
        Assert.Equal([$"a person, who resumes it: otedge campaigns resume {begun.Id}"], held.WaitsFor);
        Assert.Null(gateway.Conduit().ChangeInFlight);

        gateway.Time.Advance(TimeSpan.FromSeconds(10));
        Answer<CampaignView> resumed = await gateway.Runtime.Campaigns.StepAsync(
            "last", CampaignStep.Resume, new CampaignStepRequest("the policy is mended"), "bob", Never);
        Assert.True(resumed.IsDone, resumed.Refusal?.Detail);
        Assert.NotEqual(change, resumed.Value.Conduits[0].Change);
        Assert.NotNull(gateway.Conduit().ChangeInFlight);
    }

    [Fact]
    public async Task Of_one_wave_one_conduit_is_on_trial_at_a_time()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Gateway.Plant.Site(Gateway.Plant.Conduit, Other));
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        await gateway.DoneAsync(TestGateway.Mode("monitor") with { Conduit = Second });
        CampaignView begun = await StartedAsync(gateway, "enforce");
        Assert.All(begun.Conduits, member => Assert.Equal(1, member.Wave));

        await gateway.StepDoneAsync(begun.Conduits[0].Change!, ChangeStep.Arm, new StepRequest { Override = "bench" });
        Answer<ChangeResult> together = await gateway.StepAsync(begun.Conduits[1].Change!, ChangeStep.Arm, new StepRequest { Override = "bench" });
        Assert.Equal("Conflict set is taken", together.Refusal?.Title);

        await gateway.StepDoneAsync(begun.Conduits[0].Change!, ChangeStep.Confirm);
        Assert.Equal(
            "trial", (await gateway.StepDoneAsync(begun.Conduits[1].Change!, ChangeStep.Arm, new StepRequest { Override = "bench" })).State);
    }

    [Fact]
    public async Task A_restart_goes_on_and_knows_a_change_that_was_offered_just_before_a_power_loss()
    {
        Site site = Gateway.Plant.Site(Gateway.Plant.Conduit, Essential);
        await using TestGateway gateway = await TestGateway.StartAsync(site);
        CampaignView begun = await StartedAsync(gateway, "monitor");
        string change = begun.Conduits[0].Change!;
        Campaign kept = Assert.Single(gateway.Journal.Campaigns());
        gateway.Journal.Keep(kept with { Offers = [] });

        await gateway.BootAsync(site, inOrder: false);
        CampaignView view = await UntilAsync(gateway, begun.Id, one => one.History[^1].What.StartsWith("offered", StringComparison.Ordinal));

        Assert.Equal(change, view.Conduits[0].Change);
        Assert.Equal(change, Assert.Single(Assert.Single(gateway.Journal.Campaigns()).Offers).Change);
        Assert.Single(gateway.Journal.Changes(Gateway.Plant.Filling));
    }

    [Fact]
    public async Task A_withdrawn_change_holds_it_and_a_withdrawn_campaign_offers_nothing_more()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Gateway.Plant.Site());
        CampaignView begun = await StartedAsync(gateway, "monitor");
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.StepDoneAsync(begun.Conduits[0].Change!, ChangeStep.Withdraw);
        await UntilAsync(gateway, begun.Id, view => view.State == "held");

        await gateway.Runtime.Campaigns.StepAsync(begun.Id, CampaignStep.Withdraw, new CampaignStepRequest(), "bob", Never);
        gateway.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(gateway.Conduit().ChangeInFlight);
        Answer<CampaignView> again = await gateway.Runtime.Campaigns.StepAsync(
            begun.Id, CampaignStep.Resume, new CampaignStepRequest(), "bob", Never);
        Assert.Equal(RefusalKind.Conflict, again.Refusal?.Kind);
    }

    [Theory]
    [InlineData("fillng", "monitor", "why", "did you mean \"filling\"?")]
    [InlineData("filling", "observe", "why", "expected monitor or enforce")]
    [InlineData("filling", "monitor", " ", "--reason TEXT")]
    [InlineData("supervision", "monitor", "why", "every conduit of supervision is in monitor already, or there is none")]
    public async Task What_does_not_fit_is_refused_with_what_was_expected(string zone, string mode, string reason, string expected)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Gateway.Plant.Site());

        Answer<CampaignView> answer = await gateway.Runtime.Campaigns.StartAsync(
            zone, new CampaignRequest { Mode = mode, Reason = reason }, "anna", Never);

        Assert.Contains(expected, answer.Refusal?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_has_one_campaign_under_way_and_nothing_begins_while_the_journal_cannot_be_written()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Gateway.Plant.Site());
        gateway.Journal.Fault = "disk full";
        Answer<CampaignView> unwritten = await gateway.Runtime.Campaigns.StartAsync(
            "filling", new CampaignRequest { Mode = "monitor", Reason = "why" }, "anna", Never);
        Assert.Equal(RefusalKind.Failed, unwritten.Refusal?.Kind);
        Assert.Empty(gateway.Runtime.Campaigns.List());

        gateway.Journal.Fault = null;
        await StartedAsync(gateway, "monitor");
        Answer<CampaignView> second = await gateway.Runtime.Campaigns.StartAsync(
            "filling", new CampaignRequest { Mode = "enforce", Reason = "why" }, "anna", Never);
        Assert.Contains("z-0001 of anna", second.Refusal?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_leads_a_conduit_up_the_ladder_and_every_step_is_audited_and_told_of()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Gateway.Plant.Site());
        Answer<CampaignView> begun = await gateway.Runtime.Campaigns.PlanAsync(
            Gateway.Plant.Filling, new CampaignRequest { Mode = "enforce", Reason = "audit finding 12" }, "anna", Never);
        Assert.True(begun.IsDone, begun.Refusal?.Detail);
        Assert.Equal(["malformed", "admin", "write", "read"], begun.Value.Steps);
        foreach (string scope in (string[])["", "malformed", "malformed, admin", "malformed, admin, write", "malformed, admin, write, read"])
        {
            string id = begun.Value.Id;
            CampaignView present = await UntilAsync(gateway, id, view => view.Conduits[0].State is "ready" or "shadowing");
            string change = present.Conduits[0].Change!;
            ChangeResult taken = await gateway.StepDoneAsync(change, ChangeStep.Arm, new StepRequest { Override = "bench" });
            if (taken.State == "trial")
            {
                await gateway.ConfirmForGoodAsync(change);
            }

            Assert.Equal(scope, gateway.Conduit().Mode == "monitor" ? "" : string.Join(", ", gateway.Conduit().Scope));
        }

        await UntilAsync(gateway, begun.Value.Id, view => view.State == "done");
        string[] told = [.. gateway.Journal.Audit.Entries(new AuditQuery(AuditKind.Campaign)).Select(entry => entry.Note.Text)];
        Assert.Equal(7, told.Length);
        Assert.StartsWith("z-0001 over filling is running: proposed: audit finding 12", told[0], StringComparison.Ordinal);
        Assert.EndsWith("every conduit has arrived", told[^1], StringComparison.Ordinal);
        Assert.Equal(7, await EventsOfCampaignAsync(gateway));
    }

    [Fact]
    public async Task A_window_that_the_settings_do_not_know_is_refused()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Gateway.Plant.Site());

        Answer<CampaignView> answer = await gateway.Runtime.Campaigns.StartAsync(
            "filling", new CampaignRequest { Mode = "monitor", Reason = "why", Window = "tuesday" }, "anna", Never);

        Assert.Contains("\"tuesday\"", answer.Refusal?.Detail, StringComparison.Ordinal);
    }

    private static async Task<int> EventsOfCampaignAsync(TestGateway gateway)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Never);
        int count = 0;
        await foreach (GatewayEvent happened in gateway.Runtime.EventsAsync(after: 0, enough.Token))
        {
            count += happened.Kind == "campaign" ? 1 : 0;
            if (happened.Campaign?.State == "done")
            {
                break;
            }
        }

        return count;
    }

    private static async Task<CampaignView> StartedAsync(TestGateway gateway, string mode)
    {
        Answer<CampaignView> answer = await gateway.Runtime.Campaigns.StartAsync(
            "filling", new CampaignRequest { Mode = mode, Reason = "audit finding 12" }, "anna", Never);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }

    private static async Task<CampaignView> UntilAsync(TestGateway gateway, string id, Func<CampaignView, bool> holds)
    {
        await Eventually.TrueAsync(() =>
        {
            gateway.Time.Advance(TimeSpan.FromSeconds(2));
            return holds(gateway.Runtime.Campaigns.Find(id).Value!);
        });
        return gateway.Runtime.Campaigns.Find(id).Value!;
    }
}
