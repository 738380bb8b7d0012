using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>The whole site at a glance.</summary>
internal sealed class StatusCommand(GlobalOptions globals) : ViewVerb<StatusView>(
    globals,
    "status",
    "Show site, zones and conduits: mode, scope, traffic, what would be refused, change in flight.",
    new WatchOptions(),
    "otedge status",
    "otedge status --watch",
    "otedge status --output json")
{
    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.Status;

    /// <inheritdoc/>
    protected override IRenderable Draw(StatusView view, Drawing drawing) => StatusScreen.Draw(view, drawing);
}
