using System.Net.Sockets;
using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>Break-glass through a running gateway, with a client and a PLC.</summary>
public sealed class BreakGlassTests : IAsyncDisposable
{
    private readonly ModbusPlant plant = new();

    public ValueTask DisposeAsync() => plant.DisposeAsync();

    [Fact]
    public async Task It_loosens_at_once_holds_over_a_restart_and_is_led_back_by_a_trial_that_needs_no_new_approval()
    {
        await plant.StartAsync();
        await plant.EnforceAsync();
        await using NetworkStream client = await plant.ConnectAsync();
        Assert.False(await plant.WriteAsync(client));

        BreakGlassView glass = await BreakAsync(new BreakGlassRequest("filler stands", "8h"));
        Assert.Equal(("b-0001", "monitor", "holds", "enforce"), (glass.Id, glass.Form, glass.State, glass.BeforeMode));
        Assert.True(await plant.WriteAsync(client));
        Assert.Equal(("monitor", "b-0001"), (plant.Conduit.Mode, plant.Conduit.BreakGlass!.Id));
        Answer<ChangeResult> tightening = await plant.Gateway.ProposeAsync(
            new ProposalRequest { Conduit = Plant.Filling, Mode = "enforce", Reason = "r", Yes = true, Override = "bench" }, "alice", plant.Stopping);
        Assert.Contains("break-glass holds", tightening.Refusal!.Detail, StringComparison.OrdinalIgnoreCase);

        await plant.StartAsync();
        Assert.Equal(("monitor", "b-0001"), (plant.Conduit.Mode, plant.Conduit.BreakGlass!.Id));
        Answer<BreakGlassView> back = await plant.Gateway.Exemptions.ReturnAsync(
            Plant.Filling, new GlassReturnRequest("policy mended"), "bob", plant.Stopping);
        Assert.True(back.IsDone, back.Refusal?.Detail);
        Assert.Equal("returning", back.Value.State);
        await Eventually.TrueAsync(() => plant.Conduit.ChangeInFlight?.State == "trial");
        await using NetworkStream again = await plant.ConnectAsync();
        Assert.False(await plant.WriteAsync(again));

        string change = back.Value.Return!;
        await StepAsync(change, new StepRequest());
        await StepAsync(change, new StepRequest { Override = "bench" });
        await Eventually.TrueAsync(() => plant.Gateway.Exemptions.Glasses()[0].State == "ended");
        await Eventually.TrueAsync(() => plant.Conduit.BreakGlass is null);
        Assert.Equal("enforce", plant.Conduit.Mode);
        Answer<BreakGlassView> reviewed = await plant.Gateway.Exemptions.ReviewAsync(
            "b-0001", new GlassReviewRequest("cleaning was missing"), "carol", plant.Stopping);
        Assert.Equal("carol", reviewed.Value!.ReviewedBy);
        Assert.Equal(
            ["broken", "returning", "ended", "reviewed"],
            plant.Gateway.Audit.Entries(new AuditQuery(AuditKind.BreakGlass)).Value!.Select(entry => entry.Action));
        Assert.True(plant.Gateway.Audit.Proof().Value!.Ok);
        Assert.Single(plant.Gateway.Findings(new FindingQuery(Kind: FindingKind.BreakGlass)).Value!);
    }

    [Fact]
    public async Task In_a_trial_it_takes_the_change_back()
    {
        await plant.StartAsync();
        await plant.ProposeAsync("monitor");
        ChangeResult trial = await plant.ProposeAsync("enforce");
        await using NetworkStream client = await plant.ConnectAsync();
        Assert.False(await plant.WriteAsync(client));

        await BreakAsync(new BreakGlassRequest("it hurts"));

        Assert.True(await plant.WriteAsync(client));
        Assert.Equal("rolled_back", plant.Gateway.Change(trial.Id).Value!.State);
    }

    [Fact]
    public async Task With_a_finding_only_its_flow_passes()
    {
        await plant.StartAsync();
        await plant.EnforceAsync();
        await using NetworkStream client = await plant.ConnectAsync();
        Assert.False(await plant.WriteAsync(client, 10));
        FindingView[] findings = [];
        await Eventually.TrueAsync(() =>
            (findings = plant.Gateway.Findings(new FindingQuery(Kind: FindingKind.Refusal, Verdict: VerdictWord.Refused)).Value!).Length == 1);

        await BreakAsync(new BreakGlassRequest("cleaning") { Finding = findings[0].Id });

        Assert.True(await plant.WriteAsync(client, 10));
        Assert.False(await plant.WriteAsync(client, 11));
        Assert.Equal("enforce", plant.Conduit.Mode);
    }

    [Fact]
    public async Task Unread_goes_past_pins_and_the_other_forms_do_not()
    {
        await plant.StartAsync();
        await plant.EnforceAsync();
        await BreakAsync(new BreakGlassRequest("first"));
        Assert.Equal("monitor", plant.Conduit.Mode);
        BreakGlassView further = await BreakAsync(new BreakGlassRequest("second") { Unread = true });
        Assert.Equal("bypass", plant.Conduit.Mode);
        Assert.Equal("enforce", further.BeforeMode);
        Assert.Equal(["unread holds", "monitor ended"], plant.Gateway.Exemptions.Glasses().Select(glass => $"{glass.Form} {glass.State}"));
    }

    [Theory]
    [InlineData(null, null, false, null, "say why")]
    [InlineData("r", "9d", false, null, "at most 7d")]
    [InlineData("r", "soon", false, null, "expected a duration")]
    [InlineData("r", null, true, "f-1", "either --finding or --unread")]
    [InlineData("r", null, false, "f-1", "there is no finding")]
    public async Task What_is_missing_is_said(string? reason, string? time, bool unread, string? finding, string said)
    {
        await plant.StartAsync();
        await plant.EnforceAsync();
        Answer<BreakGlassView> answer = await plant.Gateway.Exemptions.BreakAsync(
            Plant.Filling, new BreakGlassRequest(reason, time) { Unread = unread, Finding = finding }, "bob", plant.Stopping);
        Assert.Contains(said, answer.Refusal!.Detail, StringComparison.Ordinal);
        Assert.Equal("enforce", plant.Conduit.Mode);
    }

    private async Task<BreakGlassView> BreakAsync(BreakGlassRequest request)
    {
        Answer<BreakGlassView> answer = await plant.Gateway.Exemptions.BreakAsync(Plant.Filling, request, "bob", plant.Stopping);
        Assert.True(answer.IsDone, answer.Refusal?.Detail);
        return answer.Value;
    }

    private async Task StepAsync(string change, StepRequest request)
    {
        Answer<ChangeResult> done = await plant.Gateway.StepAsync(change, ChangeStep.Confirm, request, "bob", plant.Stopping);
        Assert.True(done.IsDone, done.Refusal?.Detail);
    }
}
