using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Every permit.</summary>
/// <param name="globals">Options that every command takes.</param>
internal sealed class PermitListCommand(GlobalOptions globals) : ViewVerb<PermitView[]>(
    globals, "list", "List every permit with its state, newest first.", new WatchOptions(), "otedge permit list")
{
    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.Permits;

    /// <inheritdoc/>
    protected override IRenderable Draw(PermitView[] view, Drawing drawing) => ExemptionTables.Permits(view, drawing);
}
