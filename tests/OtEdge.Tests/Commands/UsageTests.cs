using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("chekc", "otedge: unknown command 'chekc'. Did you mean 'check'?")]
    [InlineData("turbine", "otedge: unknown command 'turbine'.")]
    [InlineData("check --ouput json", "otedge check: unknown option '--ouput'. Did you mean '--output'?")]
    [InlineData("check --output yaml", "otedge check: --output 'yaml': expected text or json")]
    [InlineData("check --config", "otedge check: --config: expected DIR after it")]
    [InlineData("change", "otedge change: expected one of propose, check, answer, approve, reject, arm, confirm, extend, abort, hurt, withdraw, rollback")]
    [InlineData("change propose", "otedge change propose: expected CONDUIT: name of the conduit, as in otedge.yaml")]
    [InlineData("change propose filling", "Option '--reason' is required.")]
    [InlineData("change propose filling --reason x --trial soon", "--trial 'soon': expected a duration such as 500ms, 5s, 10m, 8h or 7d")]
    [InlineData("change propose filling --mode enforce --plan --yes --reason x", "expected --plan or --yes, found both")]
    [InlineData("change confirm c-0001 --last", "expected either 'c-0001' or --last, found both")]
    [InlineData("change abort --override x", "unknown option '--override'")]
    [InlineData("findings --kind refusl", "did you mean 'refusal'?")]
    [InlineData("findings --limit 0", "--limit '0': expected a number from 1 to 10000")]
    [InlineData("status --watch --every 1ms", "--every '1ms': expected at least 100ms")]
    [InlineData("completion tcsh", "shell 'tcsh': expected one of bash, zsh, fish, pwsh")]
    [InlineData("policy explain filling --clinet 10.0.0.1 read coil 1", "unknown option '--clinet'")]
    public async Task A_wrong_command_line_says_what_was_expected(string words, string expected)
    {
        var run = await CommandRun.Of(words.Split(' '));

        Assert.Equal(ExitCode.Wrong, run.Code);
        Assert.Equal("", run.Output);
        Assert.Contains(expected, run.Error);
        Assert.Contains("--help' for what it takes.", run.Error);
    }

    [Fact]
    public async Task A_fault_of_the_program_shows_its_stack_only_when_asked()
    {
        var silent = await CommandRun.With(new FakeApi().On("GET /api/v1/status", "null"), "status");
        var verbose = await CommandRun.With(new FakeApi().On("GET /api/v1/status", "null"), "status", "--verbose");

        Assert.Equal(ExitCode.Found, silent.Code);
        Assert.DoesNotContain("   at ", silent.Error);
        Assert.Contains("   at ", verbose.Error);
    }
}
