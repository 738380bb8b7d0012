using System.CommandLine;
using OtEdge.Host.Demo;
using OtEdge.Host.Demo.Telling;

namespace OtEdge.Host.Commands.Running;

/// <summary>A whole small plant on this machine.</summary>
internal sealed class RunDemoCommand : Verb
{
    private const double SpeedMax = 1000;
    private readonly Option<TimeSpan?> length =
        DurationOption.Make("--for", "end by itself after this time; absent: at Ctrl-C", TimeSpan.FromSeconds(1));

    private readonly Option<double?> speed = new("--speed")
    {
        Description = "plant time per real time, 1 to 1000 (default 120: a second is two minutes)",
        HelpName = "FACTOR",
        CustomParser = result =>
        {
            string text = result.Tokens.Single().Value;
            if (double.TryParse(text, out double factor) && factor is >= 1 and <= SpeedMax)
            {
                return factor;
            }

            result.AddError($"--speed '{text}': expected a number from 1 to {SpeedMax}");
            return null;
        },
    };

    private readonly Option<string?> story = new("--story")
    {
        Description = "tell a story and end: change takes a conduit from observe to enforce, through a denial that goes back by itself",
        HelpName = "change",
        CompletionSources = { ChangeStory.Name },
        CustomParser = result =>
        {
            string word = result.Tokens.Single().Value;
            if (word != ChangeStory.Name)
            {
                result.AddError($"--story '{word}': expected {ChangeStory.Name}");
            }

            return word;
        },
    };

    /// <summary>Makes the command.</summary>
    public RunDemoCommand(GlobalOptions globals)
        : base(
            globals,
            "demo",
            "Run a small filling line, its PLCs, SCADA clients and a gateway in this process, on loopback only. --state keeps what it records.",
            "otedge demo",
            "otedge demo --for 30s --output json",
            "otedge demo --story change")
    {
        Options.Add(length);
        Options.Add(speed);
        Options.Add(story);
    }

    /// <inheritdoc/>
    protected override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken token)
    {
        var options = new DemoOptions
        {
            For = invocation.Value(length),
            StateDirectory = invocation.GivenStateDirectory,
            Story = invocation.Value(story),
        };
        return DemoRun.RunAsync(
            invocation.Value(speed) is { } factor ? options with { Speed = factor } : options, invocation, token);
    }
}
