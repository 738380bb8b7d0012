using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Core.Staging.Campaigns;

/// <summary>Orders the conduits of a zone into waves.</summary>
public static class CampaignPlanning
{
    /// <summary>
    /// Least critical first: conduits without essential operations before those with, then by the criticality of the zone that
    /// the clients are in, then as in the settings. Conduits of one conflict set are never in one wave.
    /// </summary>
    /// <param name="site">The settings in force.</param>
    /// <param name="zone">The zone that owns the conduits.</param>
    /// <param name="conflictSets">Sets of conduits that are never in trial together.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Waves(
        Site site, string zone, IReadOnlyList<IReadOnlyList<string>> conflictSets)
    {
        var waves = new List<IReadOnlyList<string>>();
        IEnumerable<IGrouping<(bool, Criticality), Conduit>> ranks = site.Conduits
            .Where(conduit => conduit.To == zone)
            .GroupBy(conduit => (conduit.Essential.Count > 0, CriticalityOf(site, conduit.From)))
            .OrderBy(rank => rank.Key);
        foreach (IGrouping<(bool, Criticality), Conduit> rank in ranks)
        {
            var ofRank = new List<List<string>>();
            foreach (Conduit conduit in rank)
            {
                List<string>? free = ofRank.Find(wave => !wave.Exists(other => Conflict(conflictSets, conduit.Name, other)));
                if (free is null)
                {
                    ofRank.Add(free = []);
                }

                free.Add(conduit.Name);
            }

            waves.AddRange(ofRank);
        }

        return waves;
    }

    /// <summary>
    /// Scopes of enforcing from the narrowest to every class, by benefit of refusing against harm of refusing wrongly: reads come last,
    /// because a wrong refusal there is loss of view.
    /// </summary>
    /// <param name="known">The classes that the protocol has.</param>
    public static IReadOnlyList<OperationClasses> Scopes(OperationClasses known)
    {
        var scopes = new List<OperationClasses>();
        OperationClasses scope = OperationClasses.None;
        foreach (OperationClasses one in Ladder.Where(one => (one & known) != 0))
        {
            scope |= one;
            scopes.Add(scope);
        }

        return scopes;
    }

    private static readonly OperationClasses[] Ladder =
    [
        OperationClasses.Malformed, OperationClasses.Admin, OperationClasses.Write, OperationClasses.Call, OperationClasses.Session,
        OperationClasses.Subscribe, OperationClasses.Browse, OperationClasses.History, OperationClasses.Read,
    ];

    private static Criticality CriticalityOf(Site site, string zone) =>
        site.Zones.FirstOrDefault(known => known.Name == zone)?.Criticality ?? Criticality.Normal;

    private static bool Conflict(IReadOnlyList<IReadOnlyList<string>> sets, string one, string other) =>
        sets.Any(set => set.Contains(one) && set.Contains(other));
}
