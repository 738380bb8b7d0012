using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Policy.Nodes;

public sealed class EURangeTests
{
    private static readonly NodePolicy Line = new NodePolicy()
        .Rule("levels", OperationClasses.Write, "Level*", terms => terms with { Limits = [new NodeLimit { IsEURange = true }] })
        .Rule("one", OperationClasses.Write, "Target", terms => terms with { Limits = [new NodeLimit { Max = 85, IsEURange = true }] });

    private static readonly NodeClient Anyone = new(new ClientIdentity(System.Net.IPAddress.Loopback, ""), UserIdentity.Anonymous);

    [Theory]
    [InlineData(0, DecisionReason.Allowed)]
    [InlineData(50, DecisionReason.Allowed)]
    [InlineData(50.001, DecisionReason.Value)]
    [InlineData(-1, DecisionReason.Value)]
    [InlineData(double.NaN, DecisionReason.Value)]
    [InlineData(double.PositiveInfinity, DecisionReason.Value)]
    public void A_written_value_lies_within_the_range_that_the_device_tells(double value, DecisionReason reason) =>
        Assert.Equal(reason, Line.Decide(NodePolicy.Writing("Level1", value) with { EURange = new EURange(0, 50) }).Reason);

    [Fact]
    public void A_range_that_is_not_known_opens_nothing()
    {
        NodeExample write = NodePolicy.Writing("Level1", 20);
        Decision decision = Line.Decide(write);

        Assert.Equal(DecisionReason.EURangeUnknown, decision.Reason);
        Assert.Contains("within the node's EURange, which is not known", NodeDecisionText.Of(Line.Document, Anyone, write, decision), StringComparison.Ordinal);
        Assert.Equal(DecisionReason.Value, Line.Decide(NodePolicy.Writing("Target", 90)).Reason);
        Assert.Equal(DecisionReason.Value, Line.Decide(NodePolicy.Writing("Target", 90) with { EURange = new EURange(0, 200) }).Reason);
    }

    [Fact]
    public void Nodes_that_were_read_or_written_are_wanted_once_and_never_too_many()
    {
        NodeExample write = NodePolicy.Writing("Level1", 20);
        NodeRules rules = Line.Rules.ForNodes(Anyone, write.Namespaces());
        var memory = new JudgingMemory();
        Assert.True(rules.LearnsValues);

        NodeOperation read = NodePolicy.Writing("Level2", 1).ToOperation(rules.Namespaces);
        rules.Learn(memory, read.Node, read.Value);
        rules.Decide(write.ToOperation(rules.Namespaces), memory, default);
        rules.Decide(write.ToOperation(rules.Namespaces), memory, default);

        Assert.Equal([NodePolicy.Node("Level2"), NodePolicy.Node("Level1")], memory.WantedEURanges);
        memory.EURanges = new EURangeTable([new(NodePolicy.Node("Level1"), new EURange(0, 50))]);
        Assert.True(rules.Decide(write.ToOperation(rules.Namespaces), memory, default).IsAllowed);

        for (int i = 0; i < 2 * JudgingMemory.EURangesMax; i++)
        {
            rules.Decide(NodePolicy.Writing($"Level{i}", 20).ToOperation(rules.Namespaces), memory, default);
        }

        Assert.Equal(JudgingMemory.EURangesMax, memory.WantedEURanges.Count);
    }

    [Fact]
    public void Only_nodes_that_rules_name_one_by_one_are_known_to_be_wanted_from_the_start() =>
        Assert.Equal([NodePolicy.Node("Target")], EURangeTable.NamedBy(Line.Document));

    [Fact]
    public void Taking_the_range_away_is_a_loosening_and_asking_for_it_a_tightening()
    {
        NodePolicy free = new NodePolicy().Rule("one", OperationClasses.Write, "Target", terms => terms with { Limits = [new NodeLimit { Max = 85 }] });
        NodePolicy bound = new NodePolicy().Rule("one", OperationClasses.Write, "Target", terms => terms with { Limits = [new NodeLimit { Max = 85, IsEURange = true }] });
        NodePolicy other = new NodePolicy().Rule("one", OperationClasses.Write, "Target", terms => terms with { Limits = [new NodeLimit { IsEURange = true }] });

        PolicyDifference tighter = PolicyDifference.Between(free.Document, bound.Document);
        Assert.Equal(DifferenceKind.Tightening, tighter.Kind);
        Assert.Contains("beyond the node's EURange", Assert.Single(tighter.Lines), StringComparison.Ordinal);
        Assert.Equal(DifferenceKind.Loosening, PolicyDifference.Between(bound.Document, free.Document).Kind);
        Assert.Equal(DifferenceKind.Same, PolicyDifference.Between(bound.Document, bound.Document).Kind);
        PolicyDifference across = PolicyDifference.Between(free.Document, other.Document);
        Assert.NotEmpty(across.Losses);
        Assert.NotEmpty(across.Gains);
    }

    [Fact]
    public void A_policy_with_the_range_has_a_digest_of_its_own_and_is_kept_whole()
    {
        PolicyDocument without = Line.Document with
        {
            Rules = [.. Line.Document.Rules.Select(rule => rule with { Nodes = rule.Nodes! with { Limits = [.. rule.Nodes.Limits.Select(limit => limit with { IsEURange = false })] } })],
        };

        PolicyDocument kept = PolicyDocumentJson.Read(PolicyDocumentJson.Write(Line.Document));
        Assert.NotEqual(PolicyDocumentJson.Digest(without), PolicyDocumentJson.Digest(Line.Document));
        Assert.Equal([true, true], kept.Rules.Select(rule => rule.Nodes!.Limits.Single().IsEURange));
    }
}
