using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>The zones of the site.</summary>
/// <param name="globals">Options that every command takes.</param>
/// <param name="name">zones, or list below it.</param>
internal sealed class ZonesCommand(GlobalOptions globals, string name) : ViewVerb<ZoneView[]>(
    globals,
    name,
    "List the zones with the modes of the conduits that lead to them.",
    null,
    "otedge zones")
{
    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.Zones;

    /// <inheritdoc/>
    protected override IRenderable Draw(ZoneView[] view, Drawing drawing) =>
        Tables.OrSentence(ZoneTable.Draw(view), "No zone is configured.");
}
