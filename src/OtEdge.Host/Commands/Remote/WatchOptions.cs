using System.CommandLine;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Options of views that can stay on the screen.</summary>
internal sealed class WatchOptions
{
    private static readonly TimeSpan EveryDefault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EveryMin = TimeSpan.FromMilliseconds(100);

    private readonly Option<TimeSpan?> every =
        DurationOption.Make("--every", "time between two refreshes of --watch (default 1s)", EveryMin);

    /// <summary>Show it again and again.</summary>
    public Option<bool> Watch { get; } = new("--watch", "-w")
    {
        Description = "keep it on the screen until Ctrl-C; with --output json one line of JSON per refresh",
    };

    /// <summary>Time between two refreshes.</summary>
    public TimeSpan Every(Invocation invocation) => invocation.Value(every) ?? EveryDefault;

    /// <summary>Gives a command both.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(Watch);
        command.Options.Add(every);
    }
}
