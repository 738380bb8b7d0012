using OtEdge.Core.Traffic.Regimes;

namespace OtEdge.Core.Traffic.Coverage;

/// <summary>Counts episodes, never packets.</summary>
public static class CoverageCount
{
    /// <summary>Counts what was seen against a plan.</summary>
    /// <remarks>
    /// An episode counts when it began within the evidence, is over, and has no gap in its recording; an episode that is cut counts
    /// all the same when it was hit. Episodes of one regime between which the regime was only unknown count as one: a device that
    /// comes and goes must not multiply the evidence.
    /// </remarks>
    public static CoverageReport Of(CoveragePlan plan, CoverageEvidence evidence)
    {
        List<CountedEpisode> episodes = Counted(evidence);
        string[] others = [.. episodes.Select(episode => episode.Regime).Distinct().Where(name => !plan.Regimes.Contains(name))];
        RegimeCoverage[] regimes =
        [
            .. plan.Regimes.Select(name => Regime(name, plan.Episodes, plan.Flat, episodes) with
            {
                Rehearsal = evidence.Rehearsed.GetValueOrDefault(name),
            }),
            .. others.Select(name => Regime(name, 0, 0, episodes)),
        ];
        return new CoverageReport
        {
            Regimes = regimes,
            Discovery = Curve(episodes),
            Worst = regimes.Where(regime => regime.IsWanted).OrderByDescending(regime => regime.Hit).ThenBy(regime => regime.IsRehearsed).ThenBy(regime => regime.Seen).FirstOrDefault(),
        };
    }

    private static List<CountedEpisode> Counted(CoverageEvidence evidence)
    {
        DateTimeOffset[] firsts = [.. evidence.FlowsFirstSeen.Where(at => at >= evidence.From && at <= evidence.To).Order()];
        var counted = new List<CountedEpisode>();
        CountedEpisode? known = null;
        int taken = 0;
        for (int at = 0; at < evidence.Episodes.Count; at++)
        {
            Episode episode = evidence.Episodes[at];
            bool isUnknown = episode.Regime == RegimeNames.Unknown;
            CountedEpisode present;
            if (!isUnknown && known?.Regime == episode.Regime && counted[^1].Regime == RegimeNames.Unknown)
            {
                present = known;
                present.Join(episode, evidence);
            }
            else
            {
                counted.Add(present = new CountedEpisode(episode, evidence));
                known = isUnknown ? known : present;
            }

            // A flow belongs to the last episode that had begun, so that the curve loses none.
            DateTimeOffset end = at + 1 < evidence.Episodes.Count ? evidence.Episodes[at + 1].From : DateTimeOffset.MaxValue;
            for (; taken < firsts.Length && firsts[taken] < end; taken++)
            {
                present.NewFlows++;
            }
        }

        return counted;
    }

    private static List<DiscoveryPoint> Curve(List<CountedEpisode> episodes)
    {
        var points = new List<DiscoveryPoint>();
        int flows = 0;
        foreach (CountedEpisode episode in episodes)
        {
            flows += episode.NewFlows;
            points.Add(new DiscoveryPoint(episode.Number, episode.Regime, episode.From, episode.NewFlows, flows));
        }

        return points;
    }

    private static RegimeCoverage Regime(string name, int wanted, int flatWanted, List<CountedEpisode> episodes)
    {
        CountedEpisode[] own = [.. episodes.Where(episode => episode.Regime == name)];
        int seen = own.Count(episode => episode.IsHit || episode.IsWhole);
        return new RegimeCoverage
        {
            Regime = name,
            Seen = seen,
            Hit = own.Count(episode => episode.IsHit),
            Cut = own.Length - seen,
            Wanted = wanted,

            // A new flow in a cut episode ends the flat stretch too; the cut episode itself does not lengthen it.
            Flat = own.Reverse().TakeWhile(episode => episode.NewFlows == 0).Count(episode => episode.IsWhole),
            FlatWanted = flatWanted,
        };
    }
}
