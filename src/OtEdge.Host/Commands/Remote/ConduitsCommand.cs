using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>The conduits of the site.</summary>
/// <param name="globals">Options that every command takes.</param>
/// <param name="name">conduits, or list below it.</param>
internal sealed class ConduitsCommand(GlobalOptions globals, string name) : ViewVerb<ConduitView[]>(
    globals,
    name,
    "List the conduits with mode, scope and traffic.",
    new WatchOptions(),
    "otedge conduits",
    "otedge conduits --watch --every 2s")
{
    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.Conduits;

    /// <inheritdoc/>
    protected override IRenderable Draw(ConduitView[] view, Drawing drawing) => Notices.Under(
        Tables.OrSentence(ConduitTable.Draw(view, drawing), "No conduit is configured."), ConduitTable.Notices(view));
}
