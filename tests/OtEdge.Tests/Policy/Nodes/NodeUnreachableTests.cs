using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Policy.Nodes;

public sealed class NodeUnreachableTests
{
    private static readonly NodePolicy Wide = new NodePolicy().Rule("wide", OperationClasses.Read | OperationClasses.Write | OperationClasses.Call, "Line1.*");

    [Fact]
    public void A_rule_inside_an_earlier_one_never_matters()
    {
        Assert.Equal([new UnreachableRule(1, 0)], Found(Wide.Rule("inside", OperationClasses.Read, "Line1.Recipe.*")));
        Assert.Equal([new UnreachableRule(1, 0)], Found(Wide.Rule("node", OperationClasses.Write, "Line1.Target", terms => terms with { Limits = [new NodeLimit { Max = 5 }] })));
        Assert.Equal([new UnreachableRule(1, 0)], Found(Wide.Method("method", "Line1.Pump", "Line1.Pump.Start")));
        Assert.Equal([new UnreachableRule(1, 0)], Found(new NodePolicy().Rule("all", OperationClasses.Read).Rule("user", OperationClasses.Read, "A", terms => terms with { Users = [UserIdentity.Anonymous] })));
    }

    [Fact]
    public void A_rule_that_reaches_further_in_any_way_matters()
    {
        Assert.Empty(Found(Wide.Rule("other-node", OperationClasses.Read, "Line2.*")));
        Assert.Empty(Found(Wide.Rule("wider", OperationClasses.Read, "Line1*")));
        Assert.Empty(Found(Wide.Rule("other-class", OperationClasses.Read | OperationClasses.Browse, "Line1.Speed")));
        Assert.Empty(Found(Wide.Rule("attributes", OperationClasses.Write, "Line1.Speed", terms => terms with { Attributes = NodeAttributes.All })));
        Assert.Empty(Found(Wide.Method("method", "Line2", "Line1.Start")));
        Assert.Empty(Found(new NodePolicy()
            .Rule("lab", OperationClasses.Read, more: terms => terms with { Users = [UserIdentity.Parse("lab")] })
            .Rule("anyone", OperationClasses.Read, "A")));
        Assert.Empty(Found(new NodePolicy()
            .With(new Rule { Id = "rated", Classes = OperationClasses.Read, Nodes = NodeTerms.Anything, Rate = new RateLimit(1, TimeSpan.FromSeconds(1)) })
            .Rule("free", OperationClasses.Read, "A")));
    }

    [Fact]
    public void A_large_policy_is_compared_whole()
    {
        PolicyDocument large = new NodePolicy().Document with
        {
            Rules =
            [
                .. Enumerable.Range(0, 200).Select(rule => new Rule
                {
                    Id = $"r{rule}",
                    Classes = OperationClasses.Read,
                    Nodes = new NodeTerms { Nodes = [.. Enumerable.Range(0, 10).Select(node => NodePolicy.Pattern($"Line{rule}.Sensor{node}"))] },
                }),
            ],
        };
        PolicyDifference difference = PolicyDifference.Between(large, large with { Rules = [.. large.Rules.Skip(1)] });

        Assert.Equal(DifferenceKind.Tightening, difference.Kind);
        Assert.Contains("read nsu=http://acme.com/filler/;s=Line0.Sensor0", Assert.Single(difference.Losses).What, StringComparison.Ordinal);
    }

    private static IReadOnlyList<UnreachableRule> Found(NodePolicy policy) => policy.Rules.FindUnreachableRules();
}
