using System.Net;
using OtEdge.Core.Policy;
using Xunit;

namespace OtEdge.Tests.Policy;

public sealed class RuleSetTests
{
    private static readonly Rule Reads = new()
    {
        Id = "scada-reads",
        Clients = [Given.Network("10.20.0.11/32")],
        Units = [new AddressRange(1, 1), new AddressRange(3, 5)],
        Classes = OperationClasses.Read,
        Ranges = [Given.Holding(0, 499)],
    };

    private static readonly Rule Setpoint = new()
    {
        Id = "setpoint",
        Units = [new AddressRange(1, 1)],
        Classes = OperationClasses.Write,
        Ranges = [Given.Holding(120, 121)],
        Values = [Given.Value(120, ProcessValueType.Float32, 0, 85, 5)],
    };

    [Fact]
    public void Read_inside_the_range_is_allowed() =>
        Assert.Equal(new Decision(DecisionReason.Allowed, 0), Given.Policy(Reads).Decide(Given.Read(490, 10)));

    [Fact]
    public void Read_beyond_the_range_is_refused() =>
        Assert.Equal(new Decision(DecisionReason.Range, 0), Given.Policy(Reads).Decide(Given.Read(491, 10)));

    [Fact]
    public void Client_that_no_rule_names_is_refused() =>
        Assert.Equal(new Decision(DecisionReason.Client), Given.Policy(Reads).Decide(Given.Read(0, 1), Given.Stranger));

    [Fact]
    public void Unit_that_no_rule_names_is_refused() =>
        Assert.Equal(new Decision(DecisionReason.Unit, 0), Given.Policy(Reads).Decide(Given.Read(0, 1, unit: 2)));

    [Fact]
    public void Function_that_no_rule_names_is_refused() =>
        Assert.Equal(new Decision(DecisionReason.Function), Given.Policy(Reads).Decide(Given.Write(0, 1)));

    [Fact]
    public void Nothing_is_allowed_without_a_policy() => Assert.Equal(
        new Decision(DecisionReason.Client),
        RuleSet.None.For(Given.Scada).Decide(Given.Read(0, 1), new JudgingMemory(), Given.Scada, Given.Now));

    [Fact]
    public void Ranges_of_one_rule_that_touch_are_one()
    {
        Rule rule = Reads with { Ranges = [Given.Holding(10, 19), Given.Holding(0, 9)] };
        Assert.True(Given.Policy(rule).Decide(Given.Read(5, 10)).IsAllowed);
    }

    [Fact]
    public void Two_rules_cover_an_operation_together_only_with_allow_span()
    {
        PolicyDocument policy = Given.Policy(
            Reads with { Id = "low", Ranges = [Given.Holding(0, 9)] },
            Reads with { Id = "high", Ranges = [Given.Holding(10, 19)] });
        Assert.Equal(new Decision(DecisionReason.Range, 0), policy.Decide(Given.Read(5, 10)));
        Assert.Equal(
            new Decision(DecisionReason.Allowed, 0, DecisionNotes.Spanned),
            (policy with { AllowSpan = true }).Decide(Given.Read(5, 10)));
    }

    [Theory]
    [InlineData(84.5f, DecisionReason.Allowed)]
    [InlineData(85f, DecisionReason.Allowed)]
    [InlineData(90f, DecisionReason.Value)]
    [InlineData(-0.5f, DecisionReason.Value)]
    [InlineData(float.NaN, DecisionReason.Value)]
    [InlineData(float.PositiveInfinity, DecisionReason.Value)]
    public void Written_value_must_lie_in_its_limits(float value, DecisionReason expected)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        Decision decision = Given.Policy(Setpoint).Decide(Given.Write(120, (ushort)(bits >> 16), (ushort)(bits & 0xFFFF)));
        Assert.Equal(expected, decision.Reason);
        Assert.Equal(0, decision.Rule);
    }

    [Fact]
    public void Half_of_a_value_is_refused_as_torn() => Assert.Equal(
        new Decision(DecisionReason.TornValue, 0),
        Given.Policy(Setpoint).Decide(Given.Write(120, 1)));

    [Fact]
    public void Pin_refuses_when_one_touched_address_is_enough()
    {
        PolicyDocument policy = Given.Policy(Reads) with
        {
            Pinned = [new PinnedRefusal { Id = "p", Classes = OperationClasses.Read, Ranges = [Given.Holding(7, 7)] }],
        };
        Assert.Equal(new Decision(DecisionReason.Pinned, 0), policy.Decide(Given.Read(0, 8)));
        Assert.True(policy.Decide(Given.Read(0, 7)).IsAllowed);
    }

    [Fact]
    public void Clients_without_number_that_no_rule_names_share_one_table()
    {
        RuleSet rules = RuleSet.Compile(Given.Policy(Reads));
        ClientRules first = rules.For(Given.Stranger);
        for (int i = 0; i < 100_000; i++)
        {
            Assert.Same(first, rules.For(new ClientIdentity(new IPAddress((0x0100_0000L * (i % 200)) + i))));
        }

        Assert.NotSame(first, rules.For(Given.Scada));
    }
}
