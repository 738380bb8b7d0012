using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Policy.Nodes;

public sealed class NodeRulesTests
{
    private static readonly NodePolicy Filling = new NodePolicy()
        .Rule("reads", OperationClasses.Read | OperationClasses.Browse | OperationClasses.Subscribe, "Line1.*")
        .Rule("recipe", OperationClasses.Write, "Line1.Recipe.Target", terms => terms with { Limits = [new NodeLimit { Min = 0, Max = 85, MaxStep = 5 }] })
        .Method("start", "Line1", "Line1.StartBatch")
        .Rule("lab", OperationClasses.Read, "Lab.*", terms => terms with { Users = [UserIdentity.Parse("lab")] });

    [Fact]
    public void The_first_rule_that_names_the_node_allows()
    {
        Assert.Equal(new Decision(DecisionReason.Allowed, 0), Filling.Read("Line1.Speed"));
        Assert.Equal(new Decision(DecisionReason.Range, 0), Filling.Read("Line2.Speed"));
    }

    [Fact]
    public void A_node_in_another_namespace_is_another_node() =>
        Assert.Equal(DecisionReason.Range, Filling.Decide(NodePolicy.Example(OpcUaService.Read, "Line1.Speed", uri: "urn:other")).Reason);

    [Theory]
    [InlineData(85, DecisionReason.Allowed)]
    [InlineData(85.001, DecisionReason.Value)]
    [InlineData(double.NaN, DecisionReason.Value)]
    public void A_value_beyond_the_limits_is_refused(double value, DecisionReason reason) =>
        Assert.Equal(reason, Filling.Write("Line1.Recipe.Target", value).Reason);

    [Fact]
    public void A_rule_for_a_user_refuses_others_and_says_so()
    {
        Assert.Equal(DecisionReason.User, Filling.Read("Lab.Ph").Reason);
        Assert.True(Filling.Decide(NodePolicy.Example(OpcUaService.Read, "Lab.Ph") with { User = UserIdentity.Parse("lab") }).IsAllowed);
    }

    [Fact]
    public void A_method_is_allowed_on_the_object_that_the_rule_names_only()
    {
        Assert.True(Filling.Call("Line1", "Line1.StartBatch").IsAllowed);
        Assert.False(Filling.Call("Line2", "Line1.StartBatch").IsAllowed);
        Assert.False(Filling.Call("Line1", "Line1.StopBatch").IsAllowed);
    }

    [Fact]
    public void The_servers_status_may_be_read_and_namespace_0_browsed_unless_the_policy_is_strict()
    {
        NodeExample clock = NodePolicy.Example(OpcUaService.Read, null) with { Node = NodeIdentity.Base(2258), Attribute = NodeAttributes.Value };
        NodeExample root = clock with { Service = OpcUaService.Browse, Node = NodeIdentity.Base(84) };
        Assert.Equal(new Decision(DecisionReason.Allowed), Filling.Decide(clock));
        Assert.Equal(new Decision(DecisionReason.Allowed), Filling.Decide(root));
        Assert.False(Filling.Decide(clock with { Node = NodeIdentity.Base(3708) }).IsAllowed);
        Assert.False(Filling.Strict().Decide(clock).IsAllowed);
        Assert.False(Filling.Strict().Decide(root).IsAllowed);
    }
}
