using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>The operating regime of the site.</summary>
/// <param name="globals">Options that every command takes.</param>
/// <param name="name">regime, or show below it.</param>
internal sealed class RegimeCommand(GlobalOptions globals, string name) : ViewVerb<RegimeView>(
    globals,
    name,
    "Show the operating regime. Of several that hold, the first in the settings is the regime.",
    new WatchOptions(),
    "otedge regime",
    "otedge regime --watch")
{
    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.Regime;

    /// <inheritdoc/>
    protected override IRenderable Draw(RegimeView view, Drawing drawing) => RegimeLine.Sheet(view, drawing);
}
