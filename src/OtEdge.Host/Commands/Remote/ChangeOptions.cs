using System.CommandLine;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Options that several commands about changes share.</summary>
internal static class ChangeOptions
{
    /// <summary>Why; required.</summary>
    public static Option<string> Reason() =>
        new("--reason") { Description = "why, in your words; kept for good", HelpName = "TEXT", Required = true };

    /// <summary>Length of the trial.</summary>
    public static Option<TimeSpan?> Trial() =>
        DurationOption.Make("--trial", "how long the trial lasts before it goes back by itself (default 10m)");

    /// <summary>Window of the settings.</summary>
    public static Option<string?> Window() =>
        new("--window") { Description = "window of the settings in which the trial may start; absent: at any time", HelpName = "WINDOW" };

    /// <summary>Take every step.</summary>
    public static Option<bool> Yes() => new("--yes", "-y") { Description = "take every step that governance lets you take" };

    /// <summary>Reason for overriding gates.</summary>
    public static Option<string?> Override() =>
        new("--override") { Description = "override unmet readiness gates, with a reason that is kept for good", HelpName = "TEXT" };
}
