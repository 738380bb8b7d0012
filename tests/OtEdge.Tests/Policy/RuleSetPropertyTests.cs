using System.Net;
using OtEdge.Core.Policy;
using Xunit;

namespace OtEdge.Tests.Policy;

public sealed class RuleSetPropertyTests
{
    [Fact]
    public void Another_rule_never_turns_an_allowance_into_a_refusal() => ForRandomPolicies((seed, draw, policy) =>
    {
        Rule added = draw.Rule(99);
        List<Rule> rules = [.. policy.Rules];
        rules.Insert(new Random(seed).Next(rules.Count + 1), added);
        return policy with { Rules = rules };
    }, (before, after) => !before.IsAllowed || after.IsAllowed);

    [Fact]
    public void Order_of_rules_does_not_decide_whether_something_is_allowed() => ForRandomPolicies(
        (seed, _, policy) =>
        {
            Rule[] shuffled = [.. policy.Rules];
            new Random(seed).Shuffle(shuffled);
            return policy with { Rules = shuffled };
        },
        (before, after) => before.Reason == after.Reason);

    [Fact]
    public void Another_pin_only_ever_refuses_more() => ForRandomPolicies(
        (seed, _, policy) => policy with { Pinned = [.. policy.Pinned, new PinnedRefusal { Id = "more", Classes = OperationClasses.Write, Ranges = [Given.Holding(3, 9)] }] },
        (before, after) => before == after || after.Reason == DecisionReason.Pinned);

    [Fact]
    public void Policy_decides_the_same_after_a_journey_through_json() => ForRandomPolicies(
        (_, _, policy) => PolicyDocumentJson.Read(PolicyDocumentJson.Write(policy)), (before, after) => before == after);

    [Fact]
    public void Rules_said_to_be_unreachable_are_never_named_and_may_go()
    {
        int found = 0;
        for (int seed = 0; seed < 1500; seed++)
        {
            var draw = new RandomPolicies(new Random(seed));
            PolicyDocument policy = draw.Policy() with { AllowSpan = false };
            int[] unreachable = [.. RuleSet.Compile(policy).FindUnreachableRules().Select(rule => rule.Rule)];
            found += unreachable.Length;
            PolicyDocument without = policy with { Rules = [.. policy.Rules.Where((_, index) => !unreachable.Contains(index))] };
            RuleSet whole = RuleSet.Compile(policy), less = RuleSet.Compile(without);
            for (int i = 0; i < 60; i++)
            {
                Operation operation = draw.Operation();
                ClientIdentity client = draw.Pick(RandomPolicies.Clients);
                Decision a = whole.For(client).Decide(operation, new JudgingMemory(), client, Given.Now);
                Decision b = less.For(client).Decide(operation, new JudgingMemory(), client, Given.Now);
                Assert.True(a.IsAllowed == b.IsAllowed, $"seed {seed}");
                Assert.True(!a.IsAllowed || policy.Rules[a.Rule].Id == without.Rules[b.Rule].Id, $"seed {seed}");
            }
        }

        Assert.True(found > 300, $"only {found} unreachable rules came up");
    }

    [Fact]
    public void Unreachable_rules_are_found_through_clients_units_functions_and_ranges()
    {
        var wide = new Rule
        {
            Id = "wide",
            Clients = [Given.Network("10.0.0.0/8")],
            Units = [new AddressRange(1, 9)],
            Classes = OperationClasses.Read,
            Ranges = [Given.Holding(0, 99)],
        };
        Rule inside = wide with { Id = "inside", Clients = [Given.Network("10.1.0.0/16")], Units = [new AddressRange(2, 3)], Ranges = [Given.Holding(5, 6)] };
        AssertUnreachable([new UnreachableRule(1, 0)], wide, inside);
        AssertUnreachable([], inside, wide);
        AssertUnreachable([], wide, inside with { Units = [] });
        AssertUnreachable([], wide, inside with { Clients = [] });
        AssertUnreachable([], wide, inside with { Ranges = [] });
        AssertUnreachable([], wide, inside with { Ranges = [Given.Holding(5, 6), Given.Coils(1, 2)] });
        AssertUnreachable([], wide, inside with { Functions = [new FunctionId(16)] });
        AssertUnreachable([], wide with { Rate = new RateLimit(1, TimeSpan.FromSeconds(1)) }, inside);
        AssertUnreachable([new UnreachableRule(2, 0)], wide, wide with { Id = "coils", Ranges = [Given.Coils(0, 9)] }, inside with { Ranges = [Given.Holding(5, 6), Given.Coils(1, 2)] });
    }

    [Fact]
    public void A_function_under_its_class_is_unreachable_and_one_of_another_class_is_not()
    {
        var reads = new Rule { Id = "reads", Classes = OperationClasses.Read };
        AssertUnreachable([new UnreachableRule(1, 0)], reads, new Rule { Id = "coils", Functions = [new FunctionId(1)] });
        AssertUnreachable([new UnreachableRule(1, 0)], reads, new Rule { Id = "both", Functions = [new FunctionId(3), new FunctionId(43, 14)] });
        AssertUnreachable([], reads, new Rule { Id = "write", Functions = [new FunctionId(6)] });
        AssertUnreachable([], reads, new Rule { Id = "mixed", Functions = [new FunctionId(1), new FunctionId(6)] });
        AssertUnreachable([], reads, new Rule { Id = "other-mei", Functions = [new FunctionId(43)] });
        AssertUnreachable([], reads, new Rule { Id = "reads-and-writes", Functions = [new FunctionId(23)] });
    }

    [Fact]
    public void Deciding_allocates_nothing()
    {
        PolicyDocument policy = Given.Policy(
            new Rule { Id = "limited", Classes = OperationClasses.Write, Values = [Given.Value(0, ProcessValueType.Float64, 0, 9, 5), Given.Value(4, ProcessValueType.UInt16, 0, 9)], Ranges = [Given.Holding(0, 9)] },
            new Rule { Id = "rated", Classes = OperationClasses.Write, Rate = new RateLimit(5, TimeSpan.FromSeconds(1)), Ranges = [Given.Holding(0, 99)] },
            new Rule { Id = "low", Classes = OperationClasses.Read, Ranges = [Given.Holding(0, 49)], Clients = [Given.Network("10.0.0.0/8")] },
            new Rule { Id = "high", Classes = OperationClasses.Read, Ranges = [Given.Holding(50, 99)] }) with
        {
            AllowSpan = true,
            Pinned = [new PinnedRefusal { Id = "p", Functions = [new FunctionId(8, 1)] }],
        };
        RuleSet rules = RuleSet.Compile(policy);
        ClientRules client = rules.For(Given.Scada);
        var memory = new JudgingMemory();
        byte[] data = new byte[20];
        Run(1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(20_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                var now = new JudgingTime(i * 100_000L, Given.Now.Utc);
                data[9] = (byte)(i & 255);
                client.Decide(Given.Read(i % 120, 5), memory, Given.Scada, now);
                client.Decide(Given.WriteBytes(i % 90, data), memory, Given.Scada, now);
                client.Decide(Given.Mask(i % 5, 1, 1), memory, Given.Scada, now);
                client.Decide(Given.Diagnostic(i % 3), memory, Given.Scada, now);
                client.Decide(Given.Read(0, 1, unit: (byte)(i & 255)), memory, Given.Stranger, now);
                memory.Learn(rules, 1, RegisterSpace.HoldingRegister, 0, 10, data);
            }
        }
    }

    [Fact]
    public void Hundred_thousand_rules_compile_into_little_memory()
    {
        PolicyDocument policy = Given.Policy([.. Enumerable.Range(0, 100_000).Select(i => new Rule
        {
            Id = $"r{i}",
            Clients = i % 3 == 0 ? [] : [Given.Network($"10.0.{i % 200}.0/24")],
            Units = i % 2 == 0 ? [] : [new AddressRange(i % 200, i % 200)],
            Classes = i % 5 == 0 ? OperationClasses.Write : OperationClasses.Read,
            Ranges = [Given.Holding(i % 65_000, (i % 65_000) + (i % 120))],
        })]);
        RuleSet rules = RuleSet.None;

        // The heap belongs to all tests that run at this moment; what only one of several tries sees is theirs.
        long compiled = Enumerable.Range(0, 5).Min(_ =>
        {
            rules = RuleSet.None;
            long before = GC.GetTotalMemory(forceFullCollection: true);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            rules = RuleSet.Compile(policy);
            TestContext.Current.TestOutputHelper?.WriteLine($"compiled in {watch.ElapsedMilliseconds} ms");
            return GC.GetTotalMemory(forceFullCollection: true) - before;
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{compiled / 1024} KiB");
        Assert.True(compiled < 10 * 1024 * 1024, $"{compiled / 1024} KiB");
        Assert.Equal(100_000, rules.RuleCount);
        Assert.True(rules.For(new ClientIdentity(IPAddress.Parse("10.0.5.1"))).Decide(
            Given.Read(1, 1), new JudgingMemory(), Given.Scada, Given.Now).IsAllowed);
    }

    private static void AssertUnreachable(UnreachableRule[] expected, params Rule[] rules) => Assert.Equal(
        expected, RuleSet.Compile(Given.Policy([.. rules.Select((rule, i) => rule with { Id = $"{i}" })])).FindUnreachableRules());

    private static void ForRandomPolicies(
        Func<int, RandomPolicies, PolicyDocument, PolicyDocument> change, Func<Decision, Decision, bool> holds)
    {
        for (int seed = 0; seed < 1500; seed++)
        {
            var draw = new RandomPolicies(new Random(seed));
            PolicyDocument policy = draw.Policy();
            RuleSet before = RuleSet.Compile(policy), after = RuleSet.Compile(change(seed, draw, policy));
            for (int i = 0; i < 60; i++)
            {
                Operation operation = draw.Operation();
                ClientIdentity client = draw.Pick(RandomPolicies.Clients);
                Decision a = before.For(client).Decide(operation, new JudgingMemory(), client, Given.Now);
                Decision b = after.For(client).Decide(operation, new JudgingMemory(), client, Given.Now);
                Assert.True(holds(a, b), $"seed {seed}, operation {i}: {a} became {b}");
            }
        }
    }
}
