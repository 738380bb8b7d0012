using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>The campaigns over zones.</summary>
/// <param name="globals">Options that every command takes.</param>
/// <param name="name">campaigns, or list below it.</param>
internal sealed class CampaignsCommand(GlobalOptions globals, string name) : ViewVerb<CampaignView[]>(
    globals,
    name,
    "List the campaigns that lead the conduits of a zone to a mode.",
    new WatchOptions(),
    "otedge campaigns")
{
    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.Campaigns;

    /// <inheritdoc/>
    protected override IRenderable Draw(CampaignView[] view, Drawing drawing) => CampaignSheet.Draw(view, drawing);
}
