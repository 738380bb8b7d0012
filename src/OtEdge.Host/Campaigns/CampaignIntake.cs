using OtEdge.Console.Api;
using OtEdge.Core.Staging.Campaigns;
using OtEdge.Core.Zones;
using OtEdge.Host.Changes;
using OtEdge.Host.Gateway;
using OtEdge.Host.People;

namespace OtEdge.Host.Campaigns;

/// <summary>Looks at what people ask of campaigns: who may, and whether it fits.</summary>
/// <param name="scene">What it works on.</param>
/// <param name="people">Knows who may do what.</param>
/// <param name="conflictSets">Sets of conduits that are never in trial together.</param>
/// <param name="book">The campaigns.</param>
/// <param name="members">Looks at their conduits.</param>
internal sealed class CampaignIntake(
    ChangeScene scene, PeopleDesk people, Func<IReadOnlyList<IReadOnlyList<string>>> conflictSets, CampaignBook book, CampaignMembers members)
{
    /// <summary>A new campaign, not yet kept, or why there is none.</summary>
    public Answer<Campaign> Begin(string zone, CampaignRequest request, string user)
    {
        if ((people.Forbids(user, PersonRoles.Engineer, "begin a campaign") ?? ProposalReader.ReasonRefusal(request.Reason)) is { } refusal)
        {
            return refusal;
        }

        Site site = scene.Loader.Site;
        if (site.Zones.All(known => known.Name != zone))
        {
            return Unknown.Named("zone", zone, site.Zones.Select(known => known.Name));
        }

        if (Words.ModeNamed(request.Mode) is not ({ } mode and (ConduitMode.Monitor or ConduitMode.Enforce)))
        {
            return new Refusal(RefusalKind.Invalid, "Wrong mode", $"mode is \"{request.Mode}\"; expected monitor or enforce.");
        }

        if (!ProposalReader.TryTrial(request.Trial, out TimeSpan trial))
        {
            return new Refusal(RefusalKind.Invalid, "Wrong trial", $"trial is \"{request.Trial}\"; expected a duration such as 10m.");
        }

        if (book.All.FirstOrDefault(campaign => campaign.IsUnderWay && campaign.Zone == zone) is { } other)
        {
            return ChangeRefusals.Conflict(
                "Another campaign is under way",
                $"{zone} is already led to {Words.Of(other.Mode)} by {other.Id} of {other.Author}; withdraw that first: otedge campaigns withdraw {other.Id}");
        }

        DateTimeOffset now = scene.Ledger.Now;
        var campaign = new Campaign
        {
            Id = book.NextId(),
            Zone = zone,
            Mode = mode,
            Reason = request.Reason.Trim(),
            Author = user,
            ProposedAt = now,
            StateAt = now,
            Trial = trial,
            Waves = CampaignPlanning.Waves(site, zone, conflictSets()),
            History = [new CampaignMark(now, user, $"proposed: {request.Reason.Trim()}")],
        };
        if (members.Of(campaign).All(member => member.Mode == mode && member.InFlight is null))
        {
            return ChangeRefusals.Conflict("Nothing would change", $"every conduit of {zone} is in {Words.Of(mode)} already, or there is none.");
        }

        return campaign;
    }

    /// <summary>A campaign after a step, not yet kept, or why it was not taken.</summary>
    public Answer<Campaign> Step(string id, CampaignStep step, CampaignStepRequest request, string user)
    {
        Campaign? campaign = id == ChangeFinder.Last
            ? book.All.LastOrDefault(one => one.IsUnderWay)
            : book.All.FirstOrDefault(one => one.Id == id);
        if (campaign is null)
        {
            return Unknown.Named("campaign", id, book.All.Select(one => one.Id));
        }

        // Stopping is for everybody who acts; going on is for who may propose.
        PersonRoles asked = step == CampaignStep.Resume ? PersonRoles.Engineer : PersonRoles.All & ~PersonRoles.Viewer;
        if (people.Forbids(user, asked, $"{Words.Of(step)} a campaign") is { } forbidden)
        {
            return forbidden;
        }

        string why = request.Reason ?? "";
        DateTimeOffset now = scene.Ledger.Now;
        Campaign? next = step switch
        {
            CampaignStep.Hold => campaign.Hold(user, why, now),
            CampaignStep.Resume => campaign.Resume(user, why, now),
            _ => campaign.Withdraw(user, why, now),
        };
        return next is not null
            ? next
            : ChangeRefusals.Conflict(
                "Step does not fit", $"{campaign.Id} is {Words.Of(campaign.State)}, so there is nothing to {Words.Of(step)}.");
    }
}
