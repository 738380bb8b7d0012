using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Every break-glass.</summary>
/// <param name="globals">Options that every command takes.</param>
internal sealed class BreakGlassListCommand(GlobalOptions globals) : ViewVerb<BreakGlassView[]>(
    globals, "list", "List every break-glass with its state and review, newest first.", new WatchOptions(), "otedge break-glass list")
{
    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.Glasses;

    /// <inheritdoc/>
    protected override IRenderable Draw(BreakGlassView[] view, Drawing drawing) => ExemptionTables.Glasses(view, drawing);
}
