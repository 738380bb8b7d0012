using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using OtEdge.Settings;
using OtEdge.Testing.Hex;
using OtEdge.Tests.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Policy;

/// <summary>The policies of <c>tests/golden/policies</c>, each with its own `tests:`.</summary>
public sealed class GoldenPolicyTests
{
    private const int TestsPerPolicyMin = 5;

    public static TheoryData<string> Names => [.. Directory
        .GetFiles(Path.Combine(GoldenFrames.GoldenFolder(), "policies", "policies"), "*.yaml")
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Policy_passes_its_own_tests_here_and_by_the_naive_evaluator(string name)
    {
        SettingsReading reading = SettingsReader.Read(Path.Combine(GoldenFrames.GoldenFolder(), "policies"), runTests: false);
        Assert.DoesNotContain(reading.Problems, problem => problem.Severity == Severity.Error);
        PolicyDocument policy = reading.Site!.Policies[name];
        Assert.True(policy.Tests.Count >= TestsPerPolicyMin, $"{policy.Tests.Count} tests");
        RuleSet rules = RuleSet.Compile(policy);
        Assert.Empty(rules.FindUnreachableRules());
        foreach (PolicyTest test in policy.Tests)
        {
            Decision decision = rules.Decide(test.Operation, Given.Now);
            if (test.Operation.Node is { } node)
            {
                var client = new ClientIdentity(test.Operation.Client ?? IPAddress.Parse("203.0.113.1"), node.ApplicationUri ?? "");
                Decision simple = new NaiveNodeRules(policy).Decide(node, new NodeClient(client, node.User), Given.Now);
                Assert.True(decision.IsAllowed == test.ExpectAllowed && simple == decision, $"{policy.File}:{test.Line}: {decision}, naive: {simple}");
                continue;
            }

            Operation operation = test.Operation.ToOperation();
            string where = $"{policy.File}:{test.Line}: {DecisionText.Of(policy, operation, decision)}";
            Assert.True(decision.IsAllowed == test.ExpectAllowed, where);
            Decision naive = new NaiveRules(policy).Decide(
                operation, new ClientIdentity(test.Operation.Client ?? IPAddress.Parse("203.0.113.1")), Given.Now);
            Assert.True(naive == decision, $"{where}\nnaive: {naive}");
        }
    }
}
