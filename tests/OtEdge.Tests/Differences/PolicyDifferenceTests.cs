using System.Diagnostics;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Tests.Policy;
using Xunit;

namespace OtEdge.Tests.Differences;

public sealed class PolicyDifferenceTests
{
    private static readonly Rule Setpoint = new()
    {
        Id = "setpoint",
        Clients = [new ClientSelector("scada-1", Given.Network("10.20.0.11/32").Addresses)],
        Units = [new AddressRange(1, 1)],
        Classes = OperationClasses.Write,
        Ranges = [Given.Holding(120, 121)],
        Values = [Given.Value(120, ProcessValueType.Float32, 0, 90)],
    };

    private static readonly Rule Reads = new() { Id = "reads", Classes = OperationClasses.Read, Ranges = [Given.Holding(0, 99)] };

    [Fact]
    public void A_lower_maximum_is_said_in_words() => AssertLines(
        [Setpoint],
        [Setpoint with { Values = [Given.Value(120, ProcessValueType.Float32, 0, 85)] }],
        DifferenceKind.Tightening,
        "scada-1 loses: write holding registers 120-121 with functions 16, 23 on unit 1, above 85");

    [Fact]
    public void A_rule_taken_away_is_said_whole() => AssertLines(
        [Reads, Setpoint],
        [Setpoint],
        DifferenceKind.Tightening,
        "any client loses: read holding registers 0-99 on any unit",
        "any client loses: read status and identification on any unit");

    [Fact]
    public void A_rule_added_is_a_gain() => AssertLines(
        [Setpoint],
        [Setpoint, Reads],
        DifferenceKind.Loosening,
        "any client gains: read holding registers 0-99 on any unit",
        "any client gains: read status and identification on any unit");

    [Fact]
    public void Losing_and_gaining_at_once_is_mixed() => AssertLines(
        [Reads],
        [Reads with { Ranges = [Given.Holding(50, 149)] }],
        DifferenceKind.Mixed,
        "any client loses: read holding registers 0-49 on any unit",
        "any client gains: read holding registers 100-149 on any unit");

    [Fact]
    public void Requests_that_no_single_rule_covers_any_more_are_lost() => AssertLines(
        [Reads],
        [Reads with { Ranges = [Given.Holding(0, 49)] }, Reads with { Id = "upper", Ranges = [Given.Holding(50, 99)] }],
        DifferenceKind.Tightening,
        "any client loses: read holding registers 49-50 on any unit, in one request");

    [Fact]
    public void Touching_rules_are_one_where_a_request_touches_one_address() => AssertLines(
        [Setpoint with { Classes = OperationClasses.None, Functions = [new FunctionId(6)], Values = [] }],
        [
            Setpoint with { Id = "a", Classes = OperationClasses.None, Functions = [new FunctionId(6)], Values = [], Ranges = [Given.Holding(120, 120)] },
            Setpoint with { Id = "b", Classes = OperationClasses.None, Functions = [new FunctionId(6)], Values = [], Ranges = [Given.Holding(121, 121)] },
        ],
        DifferenceKind.Same);

    [Fact]
    public void A_lower_rate_is_a_loss_and_a_higher_one_a_gain()
    {
        Rule rated = Reads with { Rate = new RateLimit(10, TimeSpan.FromMinutes(1)) };
        Rule faster = rated with { Rate = new RateLimit(20, TimeSpan.FromMinutes(1)) };
        AssertLines(
            [faster],
            [rated],
            DifferenceKind.Tightening,
            "any client loses: read holding registers 0-99 on any unit, more often than 10 times in 60 s",
            "any client loses: read status and identification on any unit, more often than 10 times in 60 s");
        Assert.Equal(DifferenceKind.Loosening, Between([rated], [faster]).Kind);
        Assert.Equal(DifferenceKind.Loosening, Between([rated], [Reads]).Kind);
    }

    [Fact]
    public void A_rate_that_more_operations_share_is_a_possible_loss()
    {
        Rule rated = Reads with { Rate = new RateLimit(10, TimeSpan.FromMinutes(1)) };
        PolicyDifference difference = Between([rated], [rated with { Ranges = [Given.Holding(0, 149)] }]);
        Assert.Equal(DifferenceKind.Mixed, difference.Kind);
        Assert.Contains(difference.Losses, entry => entry.Witness is null && entry.What.Contains("a rate is shared", StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_and_a_half_written_value_are_named()
    {
        Rule stepped = Setpoint with { Values = [Given.Value(120, ProcessValueType.UInt16, 0, 90, maxStep: 5)] };
        Assert.Contains(
            Between([Setpoint with { Values = [Given.Value(120, ProcessValueType.UInt16, 0, 90)] }], [stepped]).Losses,
            entry => entry.What.EndsWith("by more than 5 at once", StringComparison.Ordinal));
        Assert.Contains(
            Between([Setpoint with { Values = [] }], [Setpoint]).Losses,
            entry => entry.What.Contains("without the whole value at 120-121", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pin_added_is_a_tightening_even_where_no_rule_allows()
    {
        PolicyDocument old = Given.Policy(Setpoint), now = old with
        {
            Pinned = [new PinnedRefusal { Id = "no-restart", Functions = [new FunctionId(8, 1)] }],
        };
        PolicyDifference difference = PolicyDifference.Between(old, now);
        Assert.Equal(["any client loses: use function 8/1 on any unit, in every mode (pinned)"], difference.Lines);
        Assert.Equal(DifferenceKind.Loosening, PolicyDifference.Between(now, old).Kind);
    }

    [Fact]
    public void What_is_pinned_in_both_makes_no_difference()
    {
        PolicyDocument old = Given.Policy(Reads) with { Pinned = [new PinnedRefusal { Id = "p", Classes = OperationClasses.Read }] };
        Assert.Equal(DifferenceKind.Same, PolicyDifference.Between(old, old with { Rules = [] }).Kind);
    }

    [Fact]
    public void No_policy_allows_nothing()
    {
        Assert.Equal(DifferenceKind.Loosening, PolicyDifference.Between(null, Given.Policy(Reads)).Kind);
        Assert.Equal(DifferenceKind.Tightening, PolicyDifference.Between(Given.Policy(Reads), null).Kind);
        Assert.Equal(DifferenceKind.Same, PolicyDifference.Between(null, Given.Policy()).Kind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public void Ten_thousand_rules_are_compared_in_a_moment(int changed)
    {
        Rule[] rules = [.. Enumerable.Range(0, 10_000).Select(i => new Rule
        {
            Id = $"r{i}",
            Clients = i % 3 == 0 ? [] : [Given.Network($"10.0.{i % 200}.0/24")],
            Units = i % 2 == 0 ? [] : [new AddressRange(i % 200, i % 200)],
            Classes = i % 5 == 0 ? OperationClasses.Write : OperationClasses.Read,
            Ranges = [Given.Holding(i * 6, (i * 6) + 4)],
        })];
        Rule[] now = [.. rules.Select((rule, index) => index % (10_000 / changed) == 7
            ? rule with { Ranges = [new SpaceRange(RegisterSpace.HoldingRegister, rule.Ranges[0].Range with { Last = rule.Ranges[0].Range.Last - 1 })] }
            : rule)];
        long start = Stopwatch.GetTimestamp();
        PolicyDifference difference = Between(rules, now);
        TestContext.Current.TestOutputHelper?.WriteLine($"{changed} changed: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms, {difference.Losses.Count} entries");
        Assert.Equal(DifferenceKind.Tightening, difference.Kind);
        Assert.InRange(difference.Losses.Count, 1, changed * 2);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Policies_with_nothing_in_common_end_in_bounded_time()
    {
        Rule[] Drawn(int shift) => [.. Enumerable.Range(0, 10_000).Select(i => new Rule
        {
            Id = $"r{i}",
            Clients = [Given.Network($"10.{(i + shift) % 50}.{i % 200}.0/24")],
            Units = [new AddressRange((i + shift) % 200, 200)],
            Classes = OperationClasses.Modbus,
            Ranges = [Given.Holding((i * 6) + shift, (i * 6) + 40)],
        })];
        long start = Stopwatch.GetTimestamp();
        PolicyDifference difference = Between(Drawn(0), Drawn(3));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms, {difference.Kind}, too different: {difference.IsTooDifferent}");
        Assert.Equal(DifferenceKind.Mixed, difference.Kind);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30));
    }

    private static PolicyDifference Between(Rule[] before, Rule[] after) =>
        PolicyDifference.Between(Given.Policy(before), Given.Policy(after));

    private static void AssertLines(Rule[] before, Rule[] after, DifferenceKind kind, params string[] lines)
    {
        PolicyDifference difference = Between(before, after);
        Assert.Equal(lines, difference.Lines);
        Assert.Equal(kind, difference.Kind);
    }
}
