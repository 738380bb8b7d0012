using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using OtEdge.Core.Staging;
using OtEdge.Settings;
using Xunit;

namespace OtEdge.Tests.Gateway;

/// <summary>Reloads from files, as `otedge reload` and SIGHUP do them.</summary>
public sealed class ReloadTests
{
    private const string Reads =
        """
        policy: filling
        protocol: modbus-tcp
        rules:
          - id: reads
            allow: [read]
            holding-registers: 0-99
        """;

    private const string SiteText =
        """
        site: leipzig
        governance: solo
        zones:
          supervision: {}
          filling: {}
        conduits:
          filling-modbus:
            from: supervision
            to: filling
            protocol: modbus-tcp
            listen: 127.0.0.1:0
            device: 127.0.0.1:1
            policy: filling
        """;

    [Fact]
    public async Task Bad_settings_change_nothing_and_are_said_with_every_problem()
    {
        await using TestGateway gateway = await StartAsync();
        Write(gateway, "otedge.yaml", SiteText.Replace("to: filling", "to: fillin", StringComparison.Ordinal));

        Answer<ReloadResult> answer = await ReloadAsync(gateway);

        Assert.Equal(RefusalKind.Invalid, answer.Refusal!.Kind);
        Assert.NotEmpty(answer.Refusal.Problems!);
        Assert.NotEmpty(gateway.Runtime.Status().SettingsProblems);
        Assert.Equal("observe", gateway.Conduit().Mode);
        Assert.Contains("otedge.yaml", Assert.Single(gateway.Findings(FindingKind.SettingsRejected)).Text, StringComparison.Ordinal);

        Write(gateway, "otedge.yaml", SiteText);
        Assert.True((await ReloadAsync(gateway)).IsDone);
        Assert.Empty(gateway.Runtime.Status().SettingsProblems);
    }

    [Fact]
    public async Task Conduits_come_and_go_and_come_back_with_their_mode()
    {
        await using TestGateway gateway = await StartAsync();
        await gateway.EnforceAsync();
        string renamed = SiteText.Replace("  filling-modbus:", "  second:", StringComparison.Ordinal);

        Write(gateway, "otedge.yaml", renamed);
        ReloadResult gone = (await ReloadAsync(gateway)).Value!;
        Assert.Equal(["second"], gone.Opened);
        Assert.Equal([Plant.Filling], gone.Closed);
        Assert.Contains(gone.Messages, message => message.Contains("no longer judged", StringComparison.Ordinal));
        Assert.False(gateway.Runtime.Conduit(Plant.Filling).IsDone);
        Assert.Equal("observe", gateway.Conduit("second").Mode);

        Write(gateway, "otedge.yaml", SiteText);
        ReloadResult back = (await ReloadAsync(gateway)).Value!;
        Assert.Equal([Plant.Filling], back.Opened);
        Assert.Equal("enforce", gateway.Conduit().Mode);
        Assert.Equal(2, gateway.Conduit().Epoch);
    }

    [Fact]
    public async Task A_conduit_that_goes_during_its_trial_comes_back_without_it()
    {
        await using TestGateway gateway = await StartAsync();
        await gateway.DoneAsync(TestGateway.Mode("monitor"));
        ChangeResult trial = await gateway.DoneAsync(TestGateway.Mode("enforce"));

        Write(gateway, "otedge.yaml", SiteText.Replace("  filling-modbus:", "  second:", StringComparison.Ordinal));
        await ReloadAsync(gateway);
        Write(gateway, "otedge.yaml", SiteText);
        await ReloadAsync(gateway);

        Assert.Equal("monitor", gateway.Conduit().Mode);
        Assert.Equal(ChangeState.RolledBack, gateway.Journal.Change(trial.Id)!.State);
    }

    [Fact]
    public async Task A_changed_device_waits_for_the_restart_of_the_conduit()
    {
        await using TestGateway gateway = await StartAsync();
        Write(gateway, "otedge.yaml", SiteText.Replace("device: 127.0.0.1:1", "device: 127.0.0.1:2", StringComparison.Ordinal));

        ReloadResult result = (await ReloadAsync(gateway)).Value!;
        Assert.Equal([Plant.Filling], result.AwaitingRestart);
        Assert.Contains(result.Messages, message => message.Contains("otedge conduits restart filling-modbus", StringComparison.Ordinal));
        Assert.Equal("127.0.0.1:1", gateway.Conduit().Device);
        Assert.Equal(["device: 127.0.0.1:2"], gateway.Conduit().AwaitsRestart);

        await gateway.Runtime.RestartAsync(Plant.Filling, "alice", TestContext.Current.CancellationToken);
        Assert.Equal("127.0.0.1:2", gateway.Conduit().Device);
        Assert.Empty(gateway.Conduit().AwaitsRestart);
    }

    [Fact]
    public async Task A_changed_policy_is_a_draft_that_holds_once_it_is_armed()
    {
        await using TestGateway gateway = await StartAsync();
        string live = gateway.Conduit().PolicyDigest!;
        Write(gateway, "policies/filling.yaml", Reads.Replace("[read]", "[read, write]", StringComparison.Ordinal));

        ReloadResult result = (await ReloadAsync(gateway)).Value!;
        Assert.Equal(live, gateway.Conduit().PolicyDigest);
        Assert.Equal("draft", gateway.Conduit().ChangeInFlight!.State);
        Assert.Equal(gateway.Conduit().ChangeInFlight!.Id, Assert.Single(result.Drafts));
        Assert.Empty((await ReloadAsync(gateway)).Value!.Drafts);

        ChangeResult armed = await gateway.StepDoneAsync(result.Drafts[0], ChangeStep.Arm);
        Assert.Equal("confirmed", armed.State);
        Assert.NotEqual(live, gateway.Conduit().PolicyDigest);
        Assert.Contains("[read, write]", gateway.Runtime.Policy(Plant.Filling).Value!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_the_settings_no_longer_ask_for_is_withdrawn()
    {
        await using TestGateway gateway = await StartAsync();
        Write(gateway, "policies/filling.yaml", Reads.Replace("[read]", "[read, write]", StringComparison.Ordinal));
        string draft = (await ReloadAsync(gateway)).Value!.Drafts[0];

        Write(gateway, "policies/filling.yaml", Reads);
        await ReloadAsync(gateway);

        Assert.Null(gateway.Conduit().ChangeInFlight);
        Assert.Equal(ChangeState.Withdrawn, gateway.Journal.Change(draft)!.State);
    }

    [Fact]
    public async Task A_draft_of_the_settings_gives_way_to_a_person_and_is_offered_again_on_the_new_base()
    {
        await using TestGateway gateway = await StartAsync();
        Write(gateway, "policies/filling.yaml", Reads.Replace("[read]", "[read, write]", StringComparison.Ordinal));
        string draft = (await ReloadAsync(gateway)).Value!.Drafts[0];

        await gateway.DoneAsync(TestGateway.Mode("monitor"));

        Assert.Equal("withdrawn: superseded by c-0002 (by settings)", gateway.Journal.Change(draft)!.Outcome);
        Assert.Equal("monitor", gateway.Conduit().Mode);
        ChangeInFlightView again = gateway.Conduit().ChangeInFlight!;
        Assert.Equal("draft", again.State);
        await gateway.StepDoneAsync(again.Id, ChangeStep.Arm);
        Assert.Equal("monitor", gateway.Conduit().Mode);
        Assert.Null(gateway.Conduit().ChangeInFlight);
    }

    [Fact]
    public async Task A_policy_file_is_proposed_whole_and_must_pass_its_tests()
    {
        await using TestGateway gateway = await StartAsync();
        string live = gateway.Conduit().PolicyDigest!;
        string failing = Reads + "\ntests:\n  - { unit: 1, write: { holding-register: 3, uint16: 1 }, expect: allowed }\n";

        Answer<ChangeResult> refused = await ProposePolicyAsync(gateway, failing);
        Assert.Equal("Policy has problems", refused.Refusal!.Title);
        Assert.Equal(8, Assert.Single(refused.Refusal.Problems!).Line);

        refused = await ProposePolicyAsync(gateway, Reads.Replace("allow:", "alow:", StringComparison.Ordinal));
        Assert.Equal("Policy has problems", refused.Refusal!.Title);
        Assert.Equal(live, gateway.Conduit().PolicyDigest);

        Answer<ChangeResult> done = await ProposePolicyAsync(
            gateway, failing.Replace("[read]", "[read, write]", StringComparison.Ordinal));
        Assert.Equal("confirmed", done.Value!.State);
        Assert.NotEqual(live, gateway.Conduit().PolicyDigest);
    }

    private static async Task<TestGateway> StartAsync()
    {
        SettingsReading reading = SettingsReader.Read(
            [new SettingsText("otedge.yaml", SiteText), new SettingsText("policies/filling.yaml", Reads)], "edge-1");
        Assert.Empty(reading.Problems);
        TestGateway gateway = await TestGateway.StartAsync(reading.Site!);
        Write(gateway, "otedge.yaml", SiteText);
        Write(gateway, "policies/filling.yaml", Reads);
        return gateway;
    }

    private static void Write(TestGateway gateway, string file, string text)
    {
        string path = Path.Combine(gateway.SettingsDirectory, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static Task<Answer<ReloadResult>> ReloadAsync(TestGateway gateway) =>
        gateway.Runtime.ReloadAsync("alice", TestContext.Current.CancellationToken);

    private static Task<Answer<ChangeResult>> ProposePolicyAsync(TestGateway gateway, string text) => gateway.ProposeAsync(
        new ProposalRequest { Conduit = Plant.Filling, Policy = new PolicyText("new.yaml", text), Reason = "r", Yes = true, Override = "bench" });
}
