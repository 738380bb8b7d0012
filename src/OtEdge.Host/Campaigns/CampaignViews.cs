using OtEdge.Console.Api;
using OtEdge.Core.Staging.Campaigns;
using OtEdge.Host.Changes;

namespace OtEdge.Host.Campaigns;

/// <summary>Shows campaigns as the API does.</summary>
internal static class CampaignViews
{
    /// <summary>A campaign.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="members">How its conduits stand.</param>
    /// <param name="waiting">What it waits for.</param>
    public static CampaignView Of(Campaign campaign, IReadOnlyList<CampaignMember> members, IReadOnlyList<string> waiting) => new()
    {
        Id = campaign.Id,
        Zone = campaign.Zone,
        Mode = Words.Of(campaign.Mode),
        State = Words.Of(campaign.State),
        StateAt = campaign.StateAt,
        Reason = campaign.Reason,
        Author = campaign.Author,
        ProposedAt = campaign.ProposedAt,
        Conduits =
        [
            .. campaign.Waves.SelectMany((wave, at) => wave.Select(name =>
                Of(name, at + 1, members.FirstOrDefault(member => member.Conduit == name)))),
        ],
        Window = campaign.Window,
        Steps = campaign.Scopes.Count == 0 ? [] : [.. Words.Of(campaign.Scopes[^1])],
        WaitsFor = waiting,
        History = [.. campaign.History.Select(mark => new CampaignMarkView(mark.At, mark.By, mark.What))],
    };

    private static CampaignMemberView Of(string conduit, int wave, CampaignMember? member) => new(
        conduit,
        wave,
        member is null ? null : Words.Of(member.Mode),
        (member?.InFlight ?? member?.Offered)?.Id,
        (member?.InFlight ?? member?.Offered) is { } change ? Words.Of(change.State) : null);
}
