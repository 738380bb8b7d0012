using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Policy.Nodes;

public sealed class NodeDifferenceTests
{
    private static readonly NodePolicy Reading = new NodePolicy().Rule("reads", OperationClasses.Read, "Line1.*");
    private static readonly NodePolicy Writing = new NodePolicy()
        .Rule("writes", OperationClasses.Write, "Line1.Target", terms => terms with { Limits = [new NodeLimit { Min = 0, Max = 85 }] });

    [Fact]
    public void The_same_rules_in_another_order_are_no_difference()
    {
        PolicyDocument both = Reading.Document with { Rules = [.. Reading.Document.Rules, .. Writing.Document.Rules] };
        PolicyDocument turned = both with { Rules = [.. both.Rules.Reverse()] };

        Assert.Equal(DifferenceKind.Same, PolicyDifference.Between(both, turned).Kind);
    }

    [Fact]
    public void A_narrower_pattern_is_a_tightening_and_says_of_what()
    {
        NodePolicy narrow = new NodePolicy().Rule("reads", OperationClasses.Read, "Line1.Recipe.*");
        PolicyDifference difference = PolicyDifference.Between(Reading.Document, narrow.Document);

        Assert.Equal(DifferenceKind.Tightening, difference.Kind);
        Assert.Equal(["any client loses: read nsu=http://acme.com/filler/;s=Line1.*"], difference.Lines);
        Assert.Equal(DifferenceKind.Loosening, PolicyDifference.Between(narrow.Document, Reading.Document).Kind);
    }

    [Fact]
    public void A_lower_maximum_loses_what_is_above_it()
    {
        Rule lower = Writing.Document.Rules[0] with { Nodes = Writing.Document.Rules[0].Nodes! with { Limits = [new NodeLimit { Min = 0, Max = 80 }] } };
        PolicyDifference difference = PolicyDifference.Between(Writing.Document, Writing.Document with { Rules = [lower] });

        DifferenceEntry entry = Assert.Single(difference.Losses);
        Assert.Empty(difference.Gains);
        Assert.StartsWith("write Value of nsu=http://acme.com/filler/;s=Line1.Target, above 80", entry.What, StringComparison.Ordinal);
        Assert.NotNull(entry.Witness);
    }

    [Fact]
    public void Limits_steps_types_users_rates_methods_and_strictness_are_told()
    {
        PolicyDocument policy = Writing.Document;
        NodeTerms terms = policy.Rules[0].Nodes!;
        PolicyDocument With(Func<Rule, Rule> change) => policy with { Rules = [change(policy.Rules[0])] };
        string Lost(PolicyDocument next)
        {
            PolicyDifference difference = PolicyDifference.Between(policy, next);
            Assert.Empty(difference.Gains);
            Assert.All(difference.Losses, entry => Assert.NotNull(entry.Witness));
            return string.Join(" / ", difference.Lines);
        }

        Assert.Contains("moving by more than 5", Lost(With(rule => rule with { Nodes = terms with { Limits = [new NodeLimit { Min = 0, Max = 85, MaxStep = 5 }] } })), StringComparison.Ordinal);
        Assert.Contains("of another type than float32", Lost(With(rule => rule with { Nodes = terms with { Limits = [new NodeLimit { Min = 0, Max = 85, Type = NodeValueType.Float }] } })), StringComparison.Ordinal);
        Assert.Contains("any client as any other user loses", Lost(With(rule => rule with { Nodes = terms with { Users = [UserIdentity.Parse("lab")] } })), StringComparison.Ordinal);
        Assert.Contains("more often than 3 in 60 s", Lost(With(rule => rule with { Rate = new RateLimit(3, TimeSpan.FromMinutes(1)) })), StringComparison.Ordinal);
        Assert.Contains("browse namespace 0", Lost(policy with { Strict = true }), StringComparison.Ordinal);
        Assert.Contains("in every mode (pinned)", Lost(Writing.Pin("p", OperationClasses.Call).Document), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_operation_that_is_lost_or_gained_is_missed_and_every_witness_is_true(int batch)
    {
        int losses = 0, sames = 0;
        for (int i = 0; i < 60; i++)
        {
            int seed = (1000 * batch) + i;
            var random = new Random(seed);
            PolicyDocument before = RandomNodes.Policy(random);
            PolicyDocument after = random.Next(4) == 0 ? RandomNodes.Policy(random) : Changed(before, random);
            PolicyDifference difference = PolicyDifference.Between(before, after);
            Assert.False(difference.IsTooDifferent, $"seed {seed}");
            RuleSet old = RuleSet.Compile(before), now = RuleSet.Compile(after);
            Assert.All(difference.Losses, entry => Assert.True(IsTrue(entry, old, now), $"seed {seed}: {entry.Text("loses")}"));
            Assert.All(difference.Gains, entry => Assert.True(IsTrue(entry, now, old), $"seed {seed}: {entry.Text("gains")}"));
            for (int k = 0; k < 200; k++)
            {
                NodeClient client = RandomNodes.Client(random);
                NodeExample asked = RandomNodes.Operation(random) with
                {
                    ApplicationUri = client.Client.ApplicationUri,
                    User = client.User ?? new UserIdentity(UserKind.Token),
                };
                var example = new OperationExample { Client = client.Client.Address, Node = asked };
                Decision was = old.Decide(example, default), isNow = now.Decide(example, default);
                bool isLost = was.IsAllowed && !isNow.IsAllowed, isGained = isNow.IsAllowed && !was.IsAllowed;
                Assert.False(isLost && difference.Losses.Count == 0, $"seed {seed}: lost {asked.Service} {asked.Node}");
                Assert.False(isGained && difference.Gains.Count == 0, $"seed {seed}: gained {asked.Service} {asked.Node}");
            }

            losses += difference.Losses.Count > 0 ? 1 : 0;
            sames += difference.Kind == DifferenceKind.Same ? 1 : 0;
        }

        Assert.True(losses >= 10 && sames >= 3, $"{losses} with losses, {sames} the same");
    }

    private static bool IsTrue(DifferenceEntry entry, RuleSet allowing, RuleSet refusing) =>
        entry.Witness is null
        || (entry.IsPinned
            ? entry.Witness.DecideBy(refusing).Reason == DecisionReason.Pinned && entry.Witness.DecideBy(allowing).Reason != DecisionReason.Pinned
            : entry.Witness.DecideBy(allowing).IsAllowed && !entry.Witness.DecideBy(refusing).IsAllowed);

    private static PolicyDocument Changed(PolicyDocument policy, Random random)
    {
        List<Rule> rules = [.. policy.Rules];
        int at = random.Next(rules.Count);
        switch (random.Next(4))
        {
            case 0:
                rules.RemoveAt(at);
                break;
            case 1:
                rules[at] = rules[at] with { Nodes = rules[at].Nodes! with { Limits = [.. rules[at].Nodes!.Limits, new NodeLimit { Max = 3 }] } };
                break;
            case 2:
                rules[at] = rules[at] with { Id = "renamed" };
                break;
            default:
                rules.Add(RandomNodes.Policy(random).Rules[0] with { Id = "new" });
                break;
        }

        return policy with { Rules = rules };
    }
}
