using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>What people and systems were told.</summary>
internal sealed class AlertsCommand : ViewVerb<Alert[]>
{
    private readonly Option<string?> conduit = new("--conduit") { Description = "only of this conduit", HelpName = "CONDUIT" };
    private readonly Option<string?> severity = WordOption.Make<AlertSeverity>("--severity", "only of this severity or a higher one");
    private readonly Option<TimeSpan?> since = DurationOption.Make("--since", "only raised or seen within this time, such as 1h or 7d");
    private readonly Option<bool> open = new("--open") { Description = "only those that go on" };
    private readonly Option<int?> limit = LimitOption.Make();

    /// <summary>Makes the command.</summary>
    /// <param name="globals">Options that every command takes.</param>
    /// <param name="name">alerts, or list below it.</param>
    public AlertsCommand(GlobalOptions globals, string name)
        : base(
            globals,
            name,
            "List alerts, last raised first: what happened, to what, by whom, and how often. A flood is one alert.",
            new WatchOptions(),
            "otedge alerts --since 1h",
            "otedge alerts --severity high --open --watch")
    {
        Options.Add(conduit);
        Options.Add(severity);
        Options.Add(since);
        Options.Add(open);
        Options.Add(limit);
    }

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => Query.On(
        ApiRoutes.Alerts,
        ("conduit", invocation.Value(conduit)),
        ("severity", invocation.Value(severity)),
        ("since", invocation.Value(since) is { } span ? $"{invocation.Surroundings.Time.GetUtcNow() - span:O}" : null),
        ("open", invocation.Value(open) ? "true" : null),
        ("limit", invocation.Value(limit)?.ToString()));

    /// <inheritdoc/>
    protected override IRenderable Draw(Alert[] view, Drawing drawing) => AlertTable.Draw(view, drawing);
}
