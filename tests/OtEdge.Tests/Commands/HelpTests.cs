using System.CommandLine.Parsing;
using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class HelpTests
{
    public static TheoryData<string> Commands() => [.. CommandTree.All().Select(one => string.Join(' ', one.Words))];

    public static TheoryData<string> Examples() =>
    [
        .. CommandTree.All()
            .SelectMany(one => ((IWithExamples)one.Command).Examples)
            .Where(example => example.StartsWith("otedge ", StringComparison.Ordinal) && !example.Contains("COMMAND"))
            .Distinct(),
    ];

    [Theory, MemberData(nameof(Commands))]
    public async Task Every_command_has_a_help_with_an_example(string command)
    {
        var run = await CommandRun.Of([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal("", run.Error);
        Assert.Contains("Usage:", run.Output);
        Assert.Contains("\nExample", run.Output);
        Assert.Contains("otedge", run.Output[run.Output.IndexOf("\nExample", StringComparison.Ordinal)..]);
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task Every_command_takes_the_global_options_after_its_name(string command)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var run = await CommandRun.Of(
            [.. words, "--output", "json", "--config", "c", "--state", "s", "--no-color", "--verbose", "--help"]);

        Assert.Equal(ExitCode.Done, run.Code);
    }

    [Theory, MemberData(nameof(Examples))]
    public void Every_example_is_a_command_line_that_parses(string example)
    {
        string words = example.Split([" | ", " > "], StringSplitOptions.None)[0]["otedge ".Length..];

        var parsed = new Root().Parse([.. CommandLineParser.SplitCommandLine(words)]);

        Assert.Empty(parsed.Errors);
    }

    [Fact]
    public async Task Without_arguments_the_help_goes_to_the_error_stream()
    {
        var run = await CommandRun.Of();

        Assert.Equal(ExitCode.Wrong, run.Code);
        Assert.Equal("", run.Output);
        Assert.Contains("Commands:", run.Error);
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        var run = await CommandRun.Of("--version");

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Matches(@"^\d+\.\d+\.\d+", run.Output);
    }
}
