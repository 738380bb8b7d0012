using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>Who is there, and who talks to whom.</summary>
/// <param name="globals">Options that every command takes.</param>
internal sealed class FlowInventoryCommand(GlobalOptions globals) : ViewVerb<InventoryView>(
    globals,
    "inventory",
    "List the assets, and who talks to whom; clients that no asset declares stand out.",
    null,
    "otedge flows inventory")
{
    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.Inventory;

    /// <inheritdoc/>
    protected override IRenderable Draw(InventoryView view, Drawing drawing) => InventoryTables.Draw(view, drawing);
}
