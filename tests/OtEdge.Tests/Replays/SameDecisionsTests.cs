using OtEdge.Conduits.Replaying;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic.Coverage;
using OtEdge.Core.Traffic.Replaying;
using OtEdge.Tests.Evidence;
using OtEdge.Tests.Policy;
using Xunit;

namespace OtEdge.Tests.Replays;

/// <summary>
/// One random day of bytes goes through the sessions of a conduit and, as a capture of what its clients saw, through a replay.
/// Both must decide as the naive rules do, operation by operation.
/// </summary>
public sealed class SameDecisionsTests
{
    private const int Exchanges = 1500;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void The_naive_rules_the_live_path_and_a_replay_agree_on_every_operation(int seed)
    {
        var random = new Random(seed);
        IReadOnlyList<string> refused = AgreeOn(RichPolicy.Of(random), random);

        // A day that does not meet every reason would prove little.
        Assert.Equal(
            Enum.GetValues<DecisionReason>().Where(reason => reason is > DecisionReason.Allowed and < DecisionReason.User).Select(reason => $"{reason}").Order(),
            refused.Select(line => line.Split(' ')[^2]).Distinct().Order());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void They_agree_under_random_policies_too(int seed)
    {
        var random = new Random(seed);
        PolicyDocument policy;
        do
        {
            policy = new RandomPolicies(random).Policy();
        }
        while (policy.Rules.Count < 6);

        Assert.NotEmpty(AgreeOn(policy, random));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(24)]
    public void What_was_recorded_of_the_day_is_judged_again_as_it_was_live(int seed)
    {
        var random = new Random(seed);
        PolicyDocument policy = WithoutMoments(RichPolicy.Of(random));
        var day = new LiveDay(policy, random);
        InMemoryFlowStore store = day.RecordInto(Exchanges);
        RuleSet rules = RuleSet.Compile(policy);

        var replayer = new Replayer(rules);
        var review = new RecordReview(rules);
        var parity = new ParityCheck(rules, DateTimeOffset.MinValue);
        HistoryTotals totals = HistoryReplay.Run(
            store, LiveDay.Conduit, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new BothSinks(replayer, new BothSinks(review, parity)));

        Assert.Empty(totals.Gaps);
        Assert.Equal((0, 0), (totals.NotJudged, totals.WithoutData));
        Assert.Equal(day.Refused.CountBy(line => line).ToDictionary(), replayer.Finish().Flows.ToDictionary(LineOf, flow => (int)flow.Times));
        Assert.Equal(day.Refused.Count, review.Refused);
        Assert.Equal((0, null), (parity.Different, parity.First));
        Assert.InRange(parity.Checked, Exchanges / 2, long.MaxValue);
    }

    // A record knows reads by their number and no values that they brought: rates and steps cannot come out the same.
    private static PolicyDocument WithoutMoments(PolicyDocument policy) => Given.Policy(
        [.. policy.Rules.Select(rule => rule with { Rate = null, Values = [.. rule.Values.Select(value => value with { MaxStep = null })] })])
        with
    { AllowSpan = policy.AllowSpan, Pinned = policy.Pinned };

    private static List<string> AgreeOn(PolicyDocument policy, Random random)
    {
        var day = new LiveDay(policy, random);
        for (int at = 0; at < Exchanges; at++)
        {
            day.Exchange();
        }

        var naive = new NaiveReplay(policy);
        ModbusReplay.Run(new MemoryStream(day.Pcap), new ModbusReplayOptions(), new CapturedOperations(naive));
        var replayer = new Replayer(RuleSet.Compile(policy));
        ReplayTotals totals = ModbusReplay.Run(
            new MemoryStream(day.Pcap), new ModbusReplayOptions(), new CapturedOperations(replayer));
        ReplayReport report = replayer.Finish();

        Assert.Equal(naive.Refused, day.Refused);
        Assert.Equal(naive.Refused.Count, report.Flows.Sum(flow => flow.Times));
        Assert.Equal(
            naive.Refused.CountBy(line => line).ToDictionary(),
            report.Flows.ToDictionary(LineOf, flow => (int)flow.Times));
        Assert.Equal(
            Enumerable.Range(0, policy.Rules.Count).Select(rule => naive.Hits.GetValueOrDefault(rule)),
            report.Rules.Select(rule => rule.Hits));
        Assert.Equal(day.Asked, totals.Requests);
        return naive.Refused;
    }

    private static string LineOf(ReplayedFlow flow) => NaiveReplay.Line(
        $"{flow.Client}",
        new Operation
        {
            Class = flow.Class,
            Function = flow.Function,
            Unit = flow.Unit,
            Space = flow.Space,
            File = flow.File,
            Address = flow.Address,
            Count = flow.Count,
        },
        flow.Decision);
}
