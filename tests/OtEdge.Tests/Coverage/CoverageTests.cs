using OtEdge.Core.Traffic;
using OtEdge.Core.Traffic.Coverage;
using Xunit;

namespace OtEdge.Tests.Coverage;

public sealed class CoverageTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
    private static readonly CoveragePlan Plan = new(["producing", "cleaning"], Episodes: 3, Flat: 2);

    [Theory]
    [InlineData(0, 1.0, 100)]
    [InlineData(1, 0.95, 95)]
    [InlineData(3, 0.6316, 63)]
    [InlineData(20, 0.1391, 14)]
    [InlineData(59, 0.0495, 5)]
    [InlineData(300, 0.0099, 1)]
    [InlineData(100_000, 0.00003, 1)]
    public void The_bound_is_that_of_the_rule_of_three(int episodes, double share, int ofHundred)
    {
        Assert.Equal(share, CoverageBound.Share(episodes), 0.0001);
        Assert.Equal(ofHundred, CoverageBound.OfHundred(episodes));
    }

    [Fact]
    public void The_words_are_those_of_the_design()
    {
        Assert.Equal(
            "Cleaning: 3 seen, 0 would be refused. That only shows that fewer than 63 of 100 would be hit.",
            CoverageWords.Of(Regime(seen: 3, wanted: 20)));
        Assert.Equal(
            "Cleaning: 59 seen, 0 would be refused. That shows that fewer than 5 of 100 would be hit.",
            CoverageWords.Of(Regime(seen: 59, wanted: 20)));
        Assert.Equal("Cleaning: 0 seen. That shows nothing.", CoverageWords.Of(Regime(seen: 0, wanted: 20)));
        Assert.Equal(
            "Cleaning: 4 seen, 1 would be refused. Allow what they do, or say that it is meant.",
            CoverageWords.Of(Regime(seen: 4, wanted: 20) with { Hit = 1 }));
        Assert.Equal(
            "Cleaning: 0 seen. That shows nothing. 1 more does not count: it is cut off or has a gap.",
            CoverageWords.Of(Regime(seen: 0, wanted: 20) with { Cut = 1 }));
    }

    [Fact]
    public void A_configured_regime_that_was_never_seen_is_named_and_is_the_worst()
    {
        CoverageReport report = Count(Row("producing other producing other producing other"));

        Assert.Equal(["producing", "cleaning", "other"], report.Regimes.Select(regime => regime.Regime));
        Assert.Equal([3, 0, 3], report.Regimes.Select(regime => regime.Seen));
        Assert.Equal("cleaning", report.Worst?.Regime);
        Assert.False(report.IsEnough);
        Assert.Equal(["Cleaning: 0 of 3 episodes seen, 3 to go."], CoverageWords.Missing(report));
        Assert.Equal("The worst covered regime is cleaning.", CoverageWords.Worst(report));
    }

    [Fact]
    public void A_regime_that_was_hit_is_worse_than_one_seen_seldom()
    {
        CoverageReport report = Count(Row("producing cleaning producing cleaning producing") with { Hit = new HashSet<long> { 3 } });

        Assert.Equal("producing", report.Worst?.Regime);
        Assert.Null(report.Worst?.Bound);
        Assert.Contains("Producing: 1 of 3 episodes would be refused.", CoverageWords.Missing(report));
    }

    [Fact]
    public void An_episode_that_is_not_over_or_began_before_does_not_count()
    {
        CoverageEvidence evidence = Row("producing cleaning producing");
        Episode[] episodes = [.. evidence.Episodes];
        episodes[0] = episodes[0] with { From = Start.AddHours(-1) };
        episodes[2] = episodes[2] with { To = null };

        CoverageReport report = Count(evidence with { Episodes = episodes });

        Assert.Equal((0, 2), (report.Regimes[0].Seen, report.Regimes[0].Cut));
        Assert.Equal((1, 0), (report.Regimes[1].Seen, report.Regimes[1].Cut));
    }

    [Fact]
    public void A_cut_episode_that_was_hit_counts_as_hit()
    {
        CoverageEvidence evidence = Row("producing cleaning");
        Episode[] episodes = [evidence.Episodes[0], evidence.Episodes[1] with { To = null }];

        CoverageReport report = Count(evidence with { Episodes = episodes, Hit = new HashSet<long> { 2 } });

        Assert.Equal((1, 1), (report.Regimes[1].Seen, report.Regimes[1].Hit));
    }

    [Fact]
    public void An_episode_with_a_gap_in_its_recording_does_not_count()
    {
        CoverageReport report = Count(Row("producing cleaning producing") with
        {
            Gaps = [new TrafficGap("filling", Start.AddMinutes(10), Start.AddMinutes(20), 0, "down")],
        });

        Assert.Equal((1, 1), (report.Regimes[0].Seen, report.Regimes[0].Cut));
        Assert.Equal(1, report.Regimes[1].Seen);
    }

    [Fact]
    public void Episodes_with_only_the_unknown_between_them_are_one()
    {
        CoverageReport report = Count(Row("producing unknown producing unknown producing cleaning producing"));

        Assert.Equal(2, report.Regimes[0].Seen);
        Assert.Equal([1L, 2L, 4L, 6L, 7L], report.Discovery.Select(point => point.Episode));
    }

    [Fact]
    public void The_unknown_between_different_regimes_joins_nothing()
    {
        CoverageReport report = Count(Row("producing unknown cleaning unknown producing"));

        Assert.Equal([2, 1], report.Regimes.Take(2).Select(regime => regime.Seen));
    }

    [Fact]
    public void The_discovery_curve_counts_flows_where_they_were_first_seen()
    {
        CoverageReport report = Count(Row("producing cleaning producing cleaning producing producing") with
        {
            FlowsFirstSeen = [Start, Start.AddMinutes(1), Start.AddMinutes(70), Start.AddMinutes(250), Start.AddDays(-1)],
        });

        Assert.Equal([2, 1, 0, 0, 1, 0], report.Discovery.Select(point => point.NewFlows));
        Assert.Equal([2, 3, 3, 3, 4, 4], report.Discovery.Select(point => point.Flows));
        Assert.Equal(1, report.Regimes[0].Flat);
        Assert.Equal(1, report.Regimes[1].Flat);
        Assert.False(report.IsFlat);
        Assert.Equal("Producing: 1 of the last 2 episodes without a new flow.", CoverageWords.StillNew(report)[0]);
    }

    [Fact]
    public void A_flow_found_after_the_unknown_belongs_to_the_regime_and_not_to_the_unknown()
    {
        CoverageReport report = Count(Row("producing unknown producing") with { FlowsFirstSeen = [Start.AddMinutes(130)] });

        Assert.Equal([1, 0], report.Discovery.Select(point => point.NewFlows));
        Assert.Equal(0, report.Regimes[0].Flat);
    }

    [Fact]
    public void A_met_plan_lacks_nothing()
    {
        CoverageReport report = Count(Row("producing cleaning producing cleaning producing cleaning"));

        Assert.True(report.IsEnough);
        Assert.True(report.IsFlat);
        Assert.Empty(CoverageWords.Missing(report));
        Assert.Empty(CoverageWords.StillNew(report));
    }

    private static CoverageReport Count(CoverageEvidence evidence) => CoverageCount.Of(Plan, evidence);

    /// <summary>Episodes of an hour each, one after the other.</summary>
    private static CoverageEvidence Row(string regimes)
    {
        Episode[] episodes = [.. regimes.Split(' ').Select((regime, at) =>
            new Episode(at + 1, regime, Start.AddHours(at), Start.AddHours(at + 1)))];
        return new CoverageEvidence(Start, Start.AddDays(1)) { Episodes = episodes };
    }

    private static RegimeCoverage Regime(int seen, int wanted) => new()
    {
        Regime = "cleaning",
        Seen = seen,
        Hit = 0,
        Cut = 0,
        Wanted = wanted,
        Flat = 0,
        FlatWanted = 3,
    };
}
