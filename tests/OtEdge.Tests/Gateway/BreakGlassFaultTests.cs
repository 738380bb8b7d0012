using OtEdge.Console.Api;
using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;
using OtEdge.Core.Staging.Exempting;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>Break-glass on a gateway whose journal fails and whose clock the test moves.</summary>
public sealed class BreakGlassFaultTests
{
    [Fact]
    public async Task It_works_while_neither_journal_nor_audit_can_be_written_and_is_written_later()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.EnforceAsync();
        gateway.Journal.Fault = "disk full";

        Assert.True((await BreakAsync(gateway)).IsDone);
        Assert.Equal("monitor", gateway.Conduit().Mode);
        Assert.Empty(gateway.Journal.Exemptions.Glasses());

        gateway.Journal.Fault = null;
        gateway.Time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(() => gateway.Journal.Exemptions.Glasses().Count == 1);
        Assert.Equal("broken", Assert.Single(gateway.Journal.Audit.Entries(new AuditQuery(AuditKind.BreakGlass))).Note.Action);
        await gateway.BootAsync(Plant.Site());
        Assert.Equal(("monitor", "b-0001"), (gateway.Conduit().Mode, gateway.Conduit().BreakGlass!.Id));
    }

    [Fact]
    public async Task At_its_end_nothing_tightens_and_the_alarm_grows_louder_each_shift()
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await gateway.EnforceAsync();
        Assert.True((await BreakAsync(gateway)).IsDone);
        for (int shift = 1; shift <= 3; shift++)
        {
            gateway.Time.Advance(TimeSpan.FromHours(8));
            int louder = shift;
            await Eventually.TrueAsync(() => gateway.Journal.Exemptions.Glasses()[0].Escalations == louder);
            Assert.Equal(("monitor", "overdue"), (gateway.Conduit().Mode, gateway.Conduit().BreakGlass!.State));
        }

        Assert.Equal(4, gateway.Findings(FindingKind.BreakGlass).Count);
    }

    [Theory]
    [InlineData("observe")]
    [InlineData("monitor")]
    [InlineData("draft")]
    [InlineData("trial")]
    [InlineData("soak")]
    [InlineData("enforce")]
    [InlineData("broken")]
    public async Task It_is_one_step_from_every_state(string state)
    {
        await using TestGateway gateway = await TestGateway.StartAsync(Plant.Site());
        await ReachAsync(gateway, state);

        Answer<BreakGlassView> unread = await BreakAsync(gateway, unread: true);

        Assert.True(unread.IsDone, unread.Refusal?.Detail);
        Assert.Equal("bypass", gateway.Conduit().Mode);
        Assert.Single(gateway.Journal.Exemptions.Glasses(), glass => glass.Holds && glass.Form == BreakGlassForm.Unread);
        await gateway.BootAsync(Plant.Site(), inOrder: false);
        Assert.Equal("bypass", gateway.Conduit().Mode);
    }

    private static async Task ReachAsync(TestGateway gateway, string state)
    {
        switch (state)
        {
            case "observe":
                return;
            case "enforce":
                await gateway.EnforceAsync();
                return;
        }

        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        if (state is "trial" or "soak")
        {
            ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce"));
            if (state == "soak")
            {
                await gateway.StepDoneAsync(trial.Id, ChangeStep.Confirm);
            }
        }
        else if (state == "draft")
        {
            await gateway.DoneAsync(TestGateway.Mode("enforce", yes: false));
        }
        else if (state == "broken")
        {
            Assert.True((await BreakAsync(gateway)).IsDone);
        }
    }

    private static Task<Answer<BreakGlassView>> BreakAsync(TestGateway gateway, bool unread = false) => gateway.Runtime.Exemptions.BreakAsync(
        Plant.Filling, new BreakGlassRequest("emergency", "8h") { Unread = unread }, "bob", TestContext.Current.CancellationToken);
}
