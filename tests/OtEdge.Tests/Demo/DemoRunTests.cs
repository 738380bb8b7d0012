using System.Text.Json;
using OtEdge.Host.Commands;
using Xunit;

namespace OtEdge.Tests.Demo;

/// <summary>The demo as its command runs it, in real time and on real sockets.</summary>
public sealed class DemoRunTests
{
    [Fact]
    public async Task For_programs_it_writes_one_line_the_last_status()
    {
        (ExitCode code, string output, string error) = await RunAsync("demo", "--for", "3s", "--output", "json");
        Assert.Equal(ExitCode.Done, code);
        Assert.Empty(error);
        JsonElement status = JsonElement.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("demo", status.GetProperty("site").GetString());
        Assert.Equal(
            ["filling-modbus", "packer-modbus", "filling-opcua"],
            status.GetProperty("conduits").EnumerateArray().Select(conduit => conduit.GetProperty("name").GetString()));
        Assert.All(
            status.GetProperty("conduits").EnumerateArray(), conduit => Assert.True(conduit.GetProperty("requests_total").GetInt64() > 0));
    }

    [Fact]
    public async Task For_people_it_says_what_to_paste_and_what_happens_and_keeps_the_state_that_was_named()
    {
        string state = Directory.CreateTempSubdirectory("otedge-demo-test-").FullName;
        try
        {
            (ExitCode code, string output, _) = await RunAsync("demo", "--for", "4s", "--state", state);
            Assert.Equal(ExitCode.Done, code);
            Assert.Contains($"status --watch --state {state}", output);
            Assert.Contains("operator presses start: done", output);
            Assert.Contains("engineering reads the PLC's program: done", output);
            Assert.Contains("filling-modbus in observe", output);
            Assert.True(File.Exists(Path.Combine(state, "config", "policies", "filling-modbus.yaml")));
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    [Fact]
    public async Task A_stop_ends_it_at_once_and_leaves_nothing_behind()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        (ExitCode code, string output, _) = await RunAsync(new StoppingWriter(stop), ["demo"], stop.Token);
        Assert.Equal(ExitCode.Done, code);
        string settings = output.Split('\n').Single(line => line.StartsWith("Settings to read and change: ", StringComparison.Ordinal));
        Assert.False(Directory.Exists(settings.Split(": ")[1].Trim()));
    }

    [Fact]
    public async Task The_story_of_a_change_goes_back_by_itself_and_ends_confirmed()
    {
        (ExitCode code, string output, string error) = await RunAsync("demo", "--story", "change", "--output", "json");

        Assert.True(code == ExitCode.Done, output + error);
        JsonElement[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        Assert.Equal(
            ["confirmed", "trial", "trial", "rolled_back", "confirmed", "ready", "trial", "soak", "confirmed"],
            lines[..^1].Select(line => line.GetProperty("state").GetString()).Where(state => state is not (null or "shadowing")));
        Assert.Contains("coverage: Producing: 0 of 1 episodes seen", lines[2].GetProperty("text").GetString(), StringComparison.Ordinal);
        JsonElement filling = lines[^1].GetProperty("conduits")[0];
        Assert.Equal("enforce", filling.GetProperty("mode").GetString());
        Assert.Equal(JsonValueKind.Null, filling.GetProperty("change_in_flight").ValueKind);
    }

    private static Task<(ExitCode Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        RunAsync(new StringWriter(), arguments, TestContext.Current.CancellationToken);

    private static async Task<(ExitCode Code, string Output, string Error)> RunAsync(
        StringWriter output, string[] arguments, CancellationToken stop)
    {
        var error = new StringWriter();
        var surroundings = new Surroundings { Output = output, Error = error, WorkingDirectory = AppContext.BaseDirectory };
        ExitCode code = await new CommandLine(surroundings).RunAsync(arguments, stop);
        return (code, output.ToString(), error.ToString());
    }

    // Stops the demo as soon as it has said where its settings are, however long that takes.
    private sealed class StoppingWriter(CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith("Settings to read", StringComparison.Ordinal) == true)
            {
                stop.CancelAfter(TimeSpan.FromMilliseconds(200));
            }
        }
    }
}
