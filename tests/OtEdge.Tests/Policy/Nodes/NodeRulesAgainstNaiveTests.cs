using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;
using Xunit;

namespace OtEdge.Tests.Policy.Nodes;

/// <summary>Random policies and operations, judged by the compiled rules and by <see cref="NaiveNodeRules"/>.</summary>
public sealed class NodeRulesAgainstNaiveTests
{
    private const int PoliciesPerBatch = 250;
    private const int OperationsPerPolicy = 120;
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compiled_rules_decide_as_the_contract_says(int batch)
    {
        var seen = new Dictionary<DecisionReason, int>();
        int unknown = 0, expired = 0;
        for (int i = 0; i < PoliciesPerBatch; i++)
        {
            foreach (Decision decision in Compare((1000 * batch) + i))
            {
                seen[decision.Reason] = seen.GetValueOrDefault(decision.Reason) + 1;
                unknown += decision.Notes.HasFlag(DecisionNotes.StepUnknown) ? 1 : 0;
                expired += decision.Notes.HasFlag(DecisionNotes.Expired) ? 1 : 0;
            }
        }

        string counts = string.Join(", ", seen.Select(pair => $"{pair.Key} {pair.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{counts}, step unknown {unknown}, expired {expired}");
        DecisionReason[] expected =
        [
            DecisionReason.Allowed, DecisionReason.Pinned, DecisionReason.Malformed, DecisionReason.Client, DecisionReason.Function, DecisionReason.Range,
            DecisionReason.Value, DecisionReason.Step, DecisionReason.Rate, DecisionReason.User, DecisionReason.Attribute,
        ];
        Assert.All(expected, reason => Assert.True(seen.GetValueOrDefault(reason) >= 20, $"{reason} came up too seldom: {counts}"));
        Assert.True(unknown >= 20 && expired >= 20, $"step unknown {unknown}, expired {expired}");
    }

    private static List<Decision> Compare(int seed)
    {
        var random = new Random(seed);
        PolicyDocument policy = RandomNodes.Policy(random);
        RuleSet rules = RuleSet.Compile(policy);
        var naive = new NaiveNodeRules(policy);
        var memory = new JudgingMemory();
        var table = new NamespaceTable(random.Next(2) == 0 ? RandomNodes.Uris : [.. RandomNodes.Uris.Take(1), .. RandomNodes.Uris.Skip(1).Reverse()]);
        var decisions = new List<Decision>();
        NodeRules? bound = null;
        for (int i = 0; i < OperationsPerPolicy; i++)
        {
            if (bound is null || random.Next(8) == 0)
            {
                bound = rules.ForNodes(RandomNodes.Client(random), table);
            }

            NodeExample asked = RandomNodes.Operation(random);
            bool isMalformed = random.Next(40) == 0;
            JudgingTime now = new(i * TimeSpan.TicksPerSecond, DateTimeOffset.UnixEpoch.AddDays(i / 60));
            NodeOperation operation = asked.ToOperation(table);
            operation = new NodeOperation
            {
                Service = operation.Service,
                IsMalformed = isMalformed,
                Node = operation.Node,
                Method = operation.Method,
                Attribute = operation.Attribute,
                HasIndexRange = operation.HasIndexRange,
                Value = operation.Value,
            };
            Decision expected = naive.Decide(asked, bound.Client, now, isMalformed);
            Decision actual = bound.Decide(operation, memory, now);
            Assert.True(expected == actual, $"seed {seed}, operation {i}: {asked.Service} {asked.Node} {asked.Method}: expected {expected}, found {actual}");
            decisions.Add(actual);
            if (asked is { Node: { } node, IsArray: false } && operation.Value.Count == 1 && random.Next(2) == 0 && double.IsFinite(operation.Value[0].Real))
            {
                if (bound.LearnsValues)
                {
                    bound.Learn(memory, operation.Node, operation.Value);
                }

                naive.Learn(node, [operation.Value[0]]);
            }
        }

        return decisions;
    }
}
