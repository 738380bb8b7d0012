using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class ChangeCommandTests
{
    private const string Answer =
        """
        {"id":"c-0007","state":"trial","conduit":"filling","deadline":"2026-03-01T12:10:00.000Z","tightens":true,
         "message":"Confirm it with: otedge change confirm c-0007"}
        """;

    private const string Campaign = """
        {"id":"z-0001","zone":"filling","mode":"enforce","state":"running","state_at":"2026-03-01T12:00:00Z","reason":"x","author":"anna",
         "proposed_at":"2026-03-01T12:00:00Z","conduits":[],"window":"tuesday","steps":["malformed","admin"],"waits_for":[],"history":[]}
        """;

    [Fact]
    public async Task A_proposal_carries_every_flag()
    {
        string policy = Path.GetTempFileName();
        await File.WriteAllTextAsync(policy, "policy: x\n", TestContext.Current.CancellationToken);
        var api = new FakeApi().On("POST /api/v1/changes", Answer);

        var run = await CommandRun.With(
            api, "change", "propose", "filling", "--mode", "enforce", "--policy", policy, "--scope", "malformed, admin",
            "--scope-clients", "unknown,mes", "--reason", "first \"step\"", "--trial", "10m", "--yes", "--override", "bench", "--window", "tuesday",
            "--risk-assessment", "RA-12", "--epoch", "4", "--harm", "the download", "--way-back", "abort");
        File.Delete(policy);

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Equal(
            "POST /api/v1/changes "
            + $$"""{"conduit":"filling","mode":"enforce","policy":{"file":"{{policy}}","text":"policy: x\n"},"""
            + """ "scope":["malformed","admin"],"scope_clients":["unknown","mes"],"reason":"first \"step\"","trial":"10m",""".Trim()
            + """ "yes":true,"override":"bench","window":"tuesday","risk_assessment":"RA-12","answers":{"harm":"the download","way-back":"abort"},"base_epoch":4}""".Trim(),
            api.Requests.Single());
        Assert.Equal(
            "c-0007 filling: trial until 2026-03-01 13:10:00 +01:00 (10m)\nConfirm it with: otedge change confirm c-0007\n", run.Output);
    }

    [Fact]
    public async Task What_is_not_said_is_not_sent()
    {
        var api = new FakeApi().On("POST /api/v1/changes", Answer);

        await CommandRun.With(api, "change", "propose", "filling", "--mode", "monitor", "--reason", "x");

        Assert.Equal(
            """POST /api/v1/changes {"conduit":"filling","mode":"monitor","policy":null,"scope":null,"scope_clients":null,"reason":"x","trial":null,"yes":false,"override":null,"window":null,"risk_assessment":null,"answers":null,"base_epoch":null}""",
            api.Requests.Single());
    }

    [Theory]
    [InlineData("change propose filling --mode enforce --plan --window tuesday --reason x", "conduits/filling/plan")]
    [InlineData("zone set filling --mode enforce --window tuesday --reason x", "zones/filling/mode")]
    public async Task A_plan_and_a_campaign_carry_their_window(string words, string path)
    {
        var api = new FakeApi().On($"POST /api/v1/{path}", Campaign);

        var run = await CommandRun.With(api, words.Split(' '));

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Equal($$"""POST /api/v1/{{path}} {"window":"tuesday","mode":"enforce","reason":"x","trial":null}""", api.Requests.Single());
        Assert.Contains("enforce takes in malformed, then admin", run.Output);
        Assert.Contains("tuesday", run.Output);
    }

    [Theory]
    [InlineData("answer c-0007 --told everybody", "c-0007/answer")]
    [InlineData("check c-0007", "c-0007/check")]
    [InlineData("approve c-0007", "c-0007/approve")]
    [InlineData("reject --last --reason no", "last/reject")]
    [InlineData("hurt", "last/hurt")]
    [InlineData("arm c-0007", "c-0007/arm")]
    [InlineData("confirm", "last/confirm")]
    [InlineData("confirm --last", "last/confirm")]
    [InlineData("extend --last", "last/extend")]
    [InlineData("abort c-0007", "c-0007/abort")]
    [InlineData("withdraw c-0007", "c-0007/withdraw")]
    public async Task A_step_goes_to_its_change(string words, string path)
    {
        var api = new FakeApi().On($"POST /api/v1/changes/{path}", Answer);

        var run = await CommandRun.With(api, ["change", .. words.Split(' '), "--output", "json"]);

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Equal("c-0007", run.Json.GetProperty("id").GetString());
        Assert.Equal("trial", run.Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_step_carries_what_was_said()
    {
        var api = new FakeApi().On("POST /api/v1/changes/c-0007/confirm", Answer);

        await CommandRun.With(api, "change", "confirm", "c-0007", "--reason", "quiet night", "--override", "bench", "--for", "security", "--seen", "9");

        Assert.Equal(
            """POST /api/v1/changes/c-0007/confirm {"reason":"quiet night","override":"bench","for":"security","answers":null,"seen":9,"token":null}""",
            api.Requests.Single());
    }

    [Fact]
    public async Task A_rollback_goes_to_its_conduit()
    {
        var api = new FakeApi().On("POST /api/v1/conduits/filling/rollback", Answer);

        await CommandRun.With(api, "change", "rollback", "filling", "--reason", "hurt", "--yes");

        Assert.Equal("""POST /api/v1/conduits/filling/rollback {"reason":"hurt","trial":null,"yes":true}""", api.Requests.Single());
    }

    [Fact]
    public async Task A_policy_file_that_is_not_there_is_named()
    {
        var run = await CommandRun.Of("change", "propose", "filling", "--policy", "/nowhere/x.yaml", "--reason", "x");

        Assert.Equal(ExitCode.Wrong, run.Code);
        Assert.Contains("policy file '/nowhere/x.yaml' cannot be read", run.Error);
    }

    [Fact]
    public async Task A_restart_says_what_it_drops_before_it_drops_it()
    {
        var api = SampleApi.Make().On("POST /api/v1/conduits/filling-modbus/restart", SampleApi.Conduit);

        var run = await CommandRun.With(api, "conduits", "restart", "filling-modbus");

        Assert.Equal("Restarting filling-modbus: drops 2 client connections.\n", run.Error);
        Assert.Equal("filling-modbus listens on 0.0.0.0:502, device 10.10.0.10:502.\n", run.Output);
    }

    [Fact]
    public async Task A_reload_says_what_came_of_it()
    {
        var api = new FakeApi().On("POST /api/v1/reload", """{"opened":["packing"],"messages":["packing listens on 0.0.0.0:503"]}""");

        Assert.Equal("packing listens on 0.0.0.0:503\n", (await CommandRun.With(api, "reload")).Output);
        Assert.Equal(
            "Settings read; nothing changed.\n",
            (await CommandRun.With(new FakeApi().On("POST /api/v1/reload", "{}"), "reload")).Output);
    }
}
