using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>The process values of the site.</summary>
/// <param name="globals">Options that every command takes.</param>
/// <param name="name">tags, or list below it.</param>
internal sealed class TagsCommand(GlobalOptions globals, string name) : ViewVerb<TagView[]>(
    globals,
    name,
    "List process values with age and quality. What regimes, interlocks or guards need and no client reads, OtEdge reads itself.",
    new WatchOptions(),
    "otedge tags",
    "otedge tags --watch")
{
    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.Tags;

    /// <inheritdoc/>
    protected override IRenderable Draw(TagView[] view, Drawing drawing) =>
        Tables.OrSentence(TagTable.Draw(view), "No tag is configured; declare them under `tags` of an asset.");
}
