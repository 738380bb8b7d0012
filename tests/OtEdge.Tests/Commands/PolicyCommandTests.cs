using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class PolicyCommandTests
{
    [Theory]
    [InlineData("filling")]
    [InlineData("")]
    public async Task Passing_tests_end_with_0(string conduit)
    {
        using var settings = new SampleSettings();

        var run = await CommandRun.Of([.. Words($"policy test {conduit}"), "--config", settings.Config]);

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Contains("policies/filling.yaml:12: passed: ", run.Output);
        Assert.EndsWith("2 passed, 0 failed\n", run.Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failing_test_ends_with_1_and_says_what_was_expected(bool byFile)
    {
        using var settings = new SampleSettings(expect: "allowed");
        string choice = byFile ? Path.Combine(settings.Config, "policies", "filling.yaml") : "filling";

        var text = await CommandRun.Of("policy", "test", choice, "--config", settings.Config);
        var json = await CommandRun.Of("policy", "test", choice, "--config", settings.Config, "--output", "json");

        Assert.Equal((ExitCode.Found, ""), (text.Code, text.Error));
        Assert.Matches(@"(?m)filling\.yaml:13: FAILED: .*refused: .* \(expected allowed\)$", text.Output);
        Assert.EndsWith("1 passed, 1 failed\n", text.Output);
        Assert.Equal(ExitCode.Found, json.Code);
        Assert.Equal(1, json.Json.GetProperty("failed").GetInt32());
        Assert.False(json.Json.GetProperty("tests")[1].GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task Two_policies_are_compared_by_what_clients_lose_and_gain()
    {
        using var settings = new SampleSettings();
        string wide = Policy(settings, "wide", "0-99");
        string narrow = Policy(settings, "narrow", "0-49");
        string moved = Policy(settings, "moved", "50-149");

        var tighter = await CommandRun.Of("policy", "diff", wide, narrow, "--config", settings.Config);
        var same = await CommandRun.Of("policy", "diff", wide, wide, "--config", settings.Config);
        var mixed = await CommandRun.Of("policy", "diff", wide, moved, "--config", settings.Config, "--output", "json");

        Assert.Equal((ExitCode.Found, ""), (tighter.Code, tighter.Error));
        Assert.StartsWith("Tightening: something is lost, nothing is gained.\nany client loses: read holding registers 50-99", tighter.Output);
        Assert.Equal((ExitCode.Done, "Same: both allow and pin the same.\n"), (same.Code, same.Output));
        Assert.Equal("mixed", mixed.Json.GetProperty("kind").GetString());
        Assert.Equal("read holding registers 100-149 with function 3 on any unit", mixed.Json.GetProperty("gains")[0].GetProperty("what").GetString());
    }

    [Fact]
    public async Task A_policy_file_can_be_tested_without_any_settings()
    {
        using var settings = new SampleSettings();
        string file = Path.Combine(settings.Config, "policies", "alone.yaml");
        settings.Write(
            "policies/alone.yaml",
            "policy: alone\nprotocol: modbus-tcp\nrules:\n  - { id: a, clients: [10.0.0.0/8], allow: [read] }\n"
            + "tests:\n  - { client: 10.0.0.1, read: { coil: 1 }, expect: allowed }\n");

        var run = await CommandRun.Of("policy", "test", file, "--config", "/nowhere");

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.EndsWith("1 passed, 0 failed\n", run.Output);
    }

    [Theory]
    [InlineData("--client 10.20.0.11 read holding-register 0-9", 0, "allowed: rule reads (policies/filling.yaml:4) allows reading holding registers 0-9", "It is forwarded in every mode.")]
    [InlineData("--client scada-1 --unit 7 read holding-register 0-9", 0, "allowed: rule reads", "")]
    [InlineData("--client 10.20.0.11 read holding-register 5-10", 1, "the closest, rule reads (policies/filling.yaml:4), covers holding registers 0-9", "In monitor it is forwarded")]
    [InlineData("read holding-register 5", 1, "refused: no rule names this client", "")]
    [InlineData("--client 10.20.0.11 function 8/1", 1, "(policies/filling.yaml:9)", "It is refused in every mode but bypass.")]
    public async Task Explain_names_the_rule_and_what_follows(string words, int code, string expected, string consequence)
    {
        using var settings = new SampleSettings();

        var run = await CommandRun.Of([.. Words($"policy explain filling {words}"), "--config", settings.Config]);

        Assert.Equal((code, ""), ((int)run.Code, run.Error));
        Assert.Contains(expected, run.Output);
        Assert.Contains(consequence, run.Output);
    }

    [Fact]
    public async Task Explain_as_json_has_rule_and_reason()
    {
        using var settings = new SampleSettings();

        var run = await CommandRun.Of(
            [.. Words("policy explain filling --client 10.20.0.11 read holding-register 5-10 --output json"), "--config", settings.Config]);

        Assert.Equal(ExitCode.Found, run.Code);
        Assert.Equal("refused", run.Json.GetProperty("decision").GetString());
        Assert.Equal("range", run.Json.GetProperty("reason").GetString());
        Assert.Equal("policies/filling.yaml:4", run.Json.GetProperty("rule_at").GetString());
    }

    [Theory]
    [InlineData("policy explain filing read coil 1", "there is no conduit 'filing'. Did you mean 'filling'?")]
    [InlineData("policy test packing", "there is no conduit 'packing'.")]
    [InlineData("policy explain filling fly coil 1", "`fly`")]
    [InlineData("policy explain filling write holding-register 1 -5", "-5")]
    public async Task What_cannot_be_asked_ends_with_2(string words, string expected)
    {
        using var settings = new SampleSettings();

        var run = await CommandRun.Of([.. Words(words), "--config", settings.Config]);

        Assert.Equal((ExitCode.Wrong, ""), (run.Code, run.Output));
        Assert.Contains(expected, run.Error);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Policy(SampleSettings settings, string name, string registers)
    {
        settings.Write($"{name}.yaml", "policy: candidate\nprotocol: modbus-tcp\nrules:\n  - { id: a, allow: [3], holding-registers: " + registers + " }\n");
        return Path.Combine(settings.Config, $"{name}.yaml");
    }
}
