using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Campaigns over zones: a list, and everything about one.</summary>
internal static class CampaignSheet
{
    /// <summary>Draws the list.</summary>
    public static IRenderable Draw(IEnumerable<CampaignView> campaigns, Drawing drawing)
    {
        var table = Tables.Make("CAMPAIGN", "STATE", "ZONE", "TO", "ARRIVED", "PROPOSED", "BY", "REASON");
        foreach (var campaign in campaigns)
        {
            table.AddRow(
                Cell.Of(campaign.Id),
                State(campaign),
                Cell.Of(campaign.Zone),
                Cell.Of(campaign.Mode),
                Cell.Of($"{campaign.Conduits.Count(member => member.Mode == campaign.Mode)} of {campaign.Conduits.Count}"),
                Cell.Of(drawing.Moment(campaign.ProposedAt)),
                Cell.Of(campaign.Author),
                Cell.Of(campaign.Reason));
        }

        return Tables.OrSentence(table, "No campaigns. 'otedge zone set ZONE --mode monitor --reason TEXT' begins one.");
    }

    /// <summary>Draws one.</summary>
    public static IRenderable Draw(CampaignView campaign, Drawing drawing)
    {
        var waves = Tables.Make("WAVE", "CONDUIT", "MODE", "CHANGE", "STATE");
        foreach (var member in campaign.Conduits)
        {
            waves.AddRow(
                Cell.Of($"{member.Wave}"),
                Cell.Of(member.Conduit),
                Cell.Of(member.Mode ?? "no longer in the settings"),
                Cell.Of(member.Change ?? " "),
                Cell.Of(member.State?.Replace('_', ' ') ?? " "));
        }

        var parts = new List<IRenderable>
        {
            Tables.Sheet(
                ("campaign", Cell.Of(campaign.Id)),
                ("zone", Cell.Of(campaign.Zone)),
                ("to", Cell.Of(campaign.Mode)),
                ("state", State(campaign)),
                ("state since", Cell.Of(drawing.Moment(campaign.StateAt))),
                ("steps", campaign.Steps.Count == 0 ? null : Cell.Of($"enforce takes in {string.Join(", then ", campaign.Steps)}")),
                ("window", campaign.Window is { } window ? Cell.Of(window) : null),
                ("reason", Cell.Of(campaign.Reason)),
                ("proposed", Cell.Of($"{drawing.Moment(campaign.ProposedAt)} by {campaign.Author}"))),
            Notices.Space(),
            waves,
        };
        Add(parts, "WAITS FOR", campaign.WaitsFor.Select(line => Cell.Of($"  {line}", Cell.Notable)));
        Add(parts, "TIMELINE", campaign.History.Select(mark =>
            Cell.Of($"  {drawing.Moment(mark.At)}  {mark.What}{(mark.By is { } by ? $" (by {by})" : "")}")));
        return new Rows(parts);
    }

    private static void Add(List<IRenderable> parts, string heading, IEnumerable<IRenderable> lines)
    {
        IRenderable[] shown = [.. lines];
        if (shown.Length > 0)
        {
            parts.AddRange([Notices.Space(), Cell.Of(heading, Cell.Quiet), .. shown]);
        }
    }

    private static Text State(CampaignView campaign) =>
        campaign.State is "running" or "held" ? Cell.Of(campaign.State, Cell.Notable) : Cell.Of(campaign.State);
}
