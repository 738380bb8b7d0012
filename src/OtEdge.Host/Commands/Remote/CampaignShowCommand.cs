using System.CommandLine;
using OtEdge.Console.Api;
using OtEdge.Host.Commands.Rendering;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Remote;

/// <summary>One campaign.</summary>
internal sealed class CampaignShowCommand : ViewVerb<CampaignView>
{
    private readonly Argument<string> id = new("ID") { Description = "id of the campaign, such as z-0001; last: the newest" };

    /// <summary>Makes the command.</summary>
    public CampaignShowCommand(GlobalOptions globals)
        : base(
            globals,
            "show",
            "Show one campaign: its waves, what it waits for, and what happened.",
            new WatchOptions(),
            "otedge campaigns show z-0001",
            "otedge campaigns show last --watch") => Arguments.Add(id);

    /// <inheritdoc/>
    protected override string Route(Invocation invocation) => ApiRoutes.For(ApiRoutes.Campaign, invocation.Required(id));

    /// <inheritdoc/>
    protected override IRenderable Draw(CampaignView view, Drawing drawing) => CampaignSheet.Draw(view, drawing);
}
