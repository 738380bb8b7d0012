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
    /// <summary>Names of the windows that the settings declare.</summary>
    public required Func<IReadOnlyList<string>> Windows { get; init; }

    /// <summary>A new campaign over a zone, not yet kept, or why there is none.</summary>
    public Answer<Campaign> Begin(string zone, CampaignRequest request, string user)
    {
        Site site = scene.Loader.Site;
        return site.Zones.Any(known => known.Name == zone)
            ? Begin(new CampaignAim(zone, CampaignPlanning.Waves(site, zone, conflictSets()), []), request, user)
            : Unknown.Named("zone", zone, site.Zones.Select(known => known.Name));
    }

    /// <summary>A new campaign for one conduit, rung by rung and class by class, not yet kept, or why there is none.</summary>
    public Answer<Campaign> Plan(string conduit, CampaignRequest request, string user)
    {
        Site site = scene.Loader.Site;
        return site.Conduits.FirstOrDefault(known => known.Name == conduit) is { } found
            ? Begin(new CampaignAim(found.To, [[conduit]], CampaignPlanning.Scopes(Words.ClassesOf(found.Protocol))), request, user)
            : Unknown.Named("conduit", conduit, site.Conduits.Select(known => known.Name));
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

    private Answer<Campaign> Begin(CampaignAim aim, CampaignRequest request, string user)
    {
        if ((people.Forbids(user, PersonRoles.Engineer, "begin a campaign") ?? ProposalReader.ReasonRefusal(request.Reason)) is { } refusal)
        {
            return refusal;
        }

        if (Words.ModeNamed(request.Mode) is not ({ } mode and (ConduitMode.Monitor or ConduitMode.Enforce)))
        {
            return new Refusal(RefusalKind.Invalid, "Wrong mode", $"mode is \"{request.Mode}\"; expected monitor or enforce.");
        }

        if (!ProposalReader.TryTrial(request.Trial, out TimeSpan trial))
        {
            return new Refusal(RefusalKind.Invalid, "Wrong trial", $"trial is \"{request.Trial}\"; expected a duration such as 10m.");
        }

        if (request.Window is { } window && !Windows().Contains(window))
        {
            return Unknown.Named("window", window, Windows());
        }

        if (book.All.FirstOrDefault(other => other.IsUnderWay && other.Conduits().Intersect(aim.Waves.SelectMany(wave => wave)).Any()) is { } busy)
        {
            return ChangeRefusals.Conflict(
                "Another campaign is under way",
                $"{busy.Zone} is already led to {Words.Of(busy.Mode)} by {busy.Id} of {busy.Author}; withdraw that first: otedge campaigns withdraw {busy.Id}");
        }

        DateTimeOffset now = scene.Ledger.Now;
        var campaign = new Campaign
        {
            Id = book.NextId(),
            Zone = aim.Zone,
            Mode = mode,
            Reason = request.Reason.Trim(),
            Author = user,
            ProposedAt = now,
            StateAt = now,
            Trial = trial,
            Window = request.Window,
            Waves = aim.Waves,
            Scopes = mode == ConduitMode.Enforce ? aim.Scopes : [],
            History = [new CampaignMark(now, user, $"proposed: {request.Reason.Trim()}")],
        };
        return members.Of(campaign).All(campaign.HasArrived)
            ? ChangeRefusals.Conflict("Nothing would change", $"{(aim.Scopes.Count > 0 ? aim.Waves[0][0] : $"every conduit of {aim.Zone}")} is in {Words.Of(mode)} already, or there is none.")
            : campaign;
    }
}
