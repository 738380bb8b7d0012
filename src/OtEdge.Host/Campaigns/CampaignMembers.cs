using OtEdge.Core.Staging;
using OtEdge.Core.Staging.Campaigns;
using OtEdge.Host.Changes;
using OtEdge.Host.Gateway;

namespace OtEdge.Host.Campaigns;

/// <summary>Looks at the conduits of campaigns.</summary>
/// <param name="deck">The conduits.</param>
/// <param name="ledger">The way to changes that have ended.</param>
internal sealed class CampaignMembers(ConduitDeck deck, Ledger ledger)
{
    /// <summary>How the conduits of a campaign stand; those that have left the settings are not in there.</summary>
    public IReadOnlyList<CampaignMember> Of(Campaign campaign) =>
    [
        .. campaign.Conduits()
            .Select(name => deck.All.FirstOrDefault(live => live.Name == name))
            .OfType<LiveConduit>()
            .Select(live => Of(campaign, live)),
    ];

    /// <summary>Other conduits of campaigns with this one that are armed or on trial: one at a time.</summary>
    /// <param name="campaigns">The campaigns.</param>
    /// <param name="conduit">The conduit.</param>
    public IEnumerable<string> OnTrialBeside(IEnumerable<Campaign> campaigns, string conduit) => campaigns
        .Where(campaign => campaign.IsUnderWay && campaign.Conduits().Contains(conduit))
        .SelectMany(Of)
        .Where(member => member.Conduit != conduit && member.IsOnTrial)
        .Select(member => member.Conduit)
        .Distinct();

    private CampaignMember Of(Campaign campaign, LiveConduit live)
    {
        ConduitState state = live.State;
        StagedChange? inFlight = state.InFlight is { } change && !SettingsDraft.IsOffer(change) ? change : null;
        return new CampaignMember(live.Name, state.Confirmed.Posture.Mode, inFlight, Offered(campaign, live.Name, inFlight))
        {
            Classes = state.Confirmed.Posture.Scope.Classes,
        };
    }

    private StagedChange? Offered(Campaign campaign, string conduit, StagedChange? inFlight)
    {
        string? id = campaign.Offers.LastOrDefault(offer => offer.Conduit == conduit)?.Change;
        return id is null ? null : inFlight?.Id == id ? inFlight : ledger.Journal.Change(id);
    }
}
