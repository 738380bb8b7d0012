using System.Text.Json;
using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class CheckTests
{
    [Fact]
    public async Task Good_settings_end_with_0_and_a_summary()
    {
        using var settings = new SampleSettings();

        var run = await CommandRun.Of("check", "--config", settings.Config);

        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
        Assert.Equal(
            $"{settings.Config}: no problems. Site leipzig: 2 zones, 1 asset, 1 conduit, 1 policy.\n", run.Output);
    }

    [Fact]
    public async Task A_mistake_is_a_line_with_file_line_column_and_path()
    {
        using var settings = new SampleSettings();
        settings.Write("otedge.yaml", "site: leipzig\nzonse: {}\n");

        var run = await CommandRun.Of("check", "--config", settings.Config);

        Assert.Equal(ExitCode.Wrong, run.Code);
        Assert.Matches(@"(?m)^otedge\.yaml:2:1: \S+: .*zonse", run.Output);
        Assert.Contains("the gateway would not start with these settings.", run.Output);
    }

    [Fact]
    public async Task Json_is_an_array_of_problems_and_empty_for_good_settings()
    {
        using var settings = new SampleSettings();
        var good = await CommandRun.Of("check", "--config", settings.Config, "--output", "json");
        settings.Write("otedge.yaml", "site: leipzig\nzonse: {}\n");

        var bad = await CommandRun.Of("--output", "json", "check", "--config", settings.Config);

        Assert.Equal((ExitCode.Done, 0), (good.Code, good.Json.GetArrayLength()));
        Assert.Equal((ExitCode.Wrong, ""), (bad.Code, bad.Error));
        var problem = bad.Json.EnumerateArray().First(one => one.GetProperty("message").GetString()!.Contains("zonse"));
        Assert.Equal(["file", "line", "column", "path", "message", "severity"], problem.EnumerateObject().Select(one => one.Name));
        Assert.Equal("otedge.yaml", problem.GetProperty("file").GetString());
        Assert.Equal(2, problem.GetProperty("line").GetInt32());
        Assert.Equal(JsonValueKind.Number, problem.GetProperty("column").ValueKind);
        Assert.Equal("error", problem.GetProperty("severity").GetString());
    }

    [Fact]
    public async Task Warnings_alone_end_with_0()
    {
        using var settings = new SampleSettings();
        settings.Write("policies/unused.yaml", "policy: unused\nprotocol: modbus-tcp\nrules:\n  - { id: a, allow: [read] }\n");

        var run = await CommandRun.Of("check", "--config", settings.Config);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("1 warning", run.Output);
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_a_problem_and_not_a_crash()
    {
        var run = await CommandRun.Of("check", "--config", "/nowhere");

        Assert.Equal(ExitCode.Wrong, run.Code);
        Assert.Contains("/nowhere", run.Output);
    }

    [Fact]
    public async Task Directories_come_from_the_option_or_else_from_the_environment()
    {
        using var settings = new SampleSettings();
        var output = new StringWriter();
        var surroundings = CommandRun.Surroundings(new FakeApi(), output, TextWriter.Null) with
        {
            Environment = name => name == "OTEDGE_CONFIG" ? settings.Config : null,
        };
        var token = TestContext.Current.CancellationToken;

        Assert.Equal(ExitCode.Done, await new CommandLine(surroundings).RunAsync(["check"], token));
        Assert.Equal(ExitCode.Wrong, await new CommandLine(surroundings).RunAsync(["check", "--config", "/nowhere"], token));
    }

    [Fact]
    public async Task Schemas_are_written_where_asked()
    {
        using var settings = new SampleSettings();
        string directory = Path.Combine(settings.Config, "schemas");

        var run = await CommandRun.Of("schema", directory, "--output", "json");

        Assert.Equal(ExitCode.Done, run.Code);
        string[] files = [.. run.Json.EnumerateArray().Select(one => one.GetString()!)];
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Equal(JsonValueKind.Object, JsonElement.Parse(File.ReadAllText(file)).ValueKind));
    }
}
