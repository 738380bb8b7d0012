using System.Text.Json;
using OtEdge.Host.Commands;
using OtEdge.Host.Commands.Remote;
using Xunit;

namespace OtEdge.Tests.Commands;

public sealed class RunCommandTests
{
    [Fact]
    public async Task Run_serves_the_other_commands_until_it_is_stopped()
    {
        using var settings = new SampleSettings();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var log = new StringWriter();
        var running = RunAsync(settings, TextWriter.Synchronized(log), TextWriter.Null, stop.Token, "run", "--output", "json");

        var status = await StatusAsync(settings, stop.Token);
        await stop.CancelAsync();

        Assert.Equal(ExitCode.Done, await running);
        Assert.Equal("leipzig", status.GetProperty("site").GetString());
        Assert.Equal("observe", status.GetProperty("conduits")[0].GetProperty("mode").GetString());
        string[] lines = log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Object, JsonElement.Parse(line).ValueKind));
        Assert.Contains(lines, line => line.Contains("filling") && line.Contains("listens"));
        Assert.Contains("Gateway stopped", lines[^1]);
        Assert.False(File.Exists(LocalSocket.PathIn(settings.State)));
        Assert.True(File.Exists(Path.Combine(settings.State, "logs", "otedge.log")));
    }

    [Fact]
    public async Task Bad_settings_start_nothing_and_leave_no_trace()
    {
        using var settings = new SampleSettings();
        settings.Write("otedge.yaml", "site: leipzig\nzonse: {}\n");
        var output = new StringWriter();
        var error = new StringWriter();

        var code = await RunAsync(settings, output, error, TestContext.Current.CancellationToken, "run");

        Assert.Equal((ExitCode.Wrong, ""), (code, output.ToString()));
        Assert.Contains("otedge.yaml:2:1:", error.ToString());
        Assert.DoesNotContain("   at ", error.ToString());
        Assert.False(Directory.Exists(settings.State));
    }

    [Fact]
    public void The_program_brings_its_garbage_collection_with_it()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "otedge.runtimeconfig.json");
        var properties = JsonElement.Parse(File.ReadAllText(file)).GetProperty("runtimeOptions").GetProperty("configProperties");

        Assert.False(properties.GetProperty("System.GC.Server").GetBoolean());
        Assert.True(properties.GetProperty("System.GC.Concurrent").GetBoolean());
        Assert.Equal(4 * 1024 * 1024, properties.GetProperty("System.GC.Gen0MaxBudget").GetInt32());
        Assert.True(properties.GetProperty("System.Runtime.TieredPGO").GetBoolean());
    }

    private static async Task<JsonElement> StatusAsync(SampleSettings settings, CancellationToken token)
    {
        while (true)
        {
            var output = new StringWriter();
            if (await RunAsync(settings, output, TextWriter.Null, token, "status", "--output", "json") == ExitCode.Done)
            {
                return JsonElement.Parse(output.ToString());
            }

            await Task.Delay(50, token);
        }
    }

    private static Task<ExitCode> RunAsync(
        SampleSettings settings, TextWriter output, TextWriter error, CancellationToken token, params string[] arguments)
    {
        var surroundings = CommandRun.Surroundings(new FakeApi(), output, error) with
        {
            Connect = LocalSocket.Handler,
            Time = TimeProvider.System,
        };
        return new CommandLine(surroundings).RunAsync(
            [.. arguments, "--config", settings.Config, "--state", settings.State], token);
    }
}
