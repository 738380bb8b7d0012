using System.Globalization;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Tests.Policy;
using Xunit;

namespace OtEdge.Tests.Differences;

public sealed class PolicyDifferencePropertyTests
{
    private const int Seeds = 500;
    private const int OperationsPerPair = 120;

    [Fact]
    public void Whatever_is_decided_differently_is_never_missed()
    {
        var kinds = new Dictionary<DifferenceKind, int>();
        int lost = 0, gained = 0;
        ForRandomPairs((seed, random, old, now) =>
        {
            PolicyDifference difference = PolicyDifference.Between(old, now);
            kinds[difference.Kind] = kinds.GetValueOrDefault(difference.Kind) + 1;
            var operations = new RealOperations(random);
            for (int i = 0; i < OperationsPerPair; i++)
            {
                OperationExample example = operations.Example();
                var client = new ClientIdentity(example.Client!);
                Decision before = new NaiveRules(old).Decide(example.ToOperation(), client, Given.Now);
                Decision after = new NaiveRules(now).Decide(example.ToOperation(), client, Given.Now);
                if (before.IsAllowed && !after.IsAllowed)
                {
                    lost++;
                    Assert.True(difference.Losses.Count > 0, Text(seed, "lost", example, difference, old, now));
                }
                else if (after.IsAllowed && !before.IsAllowed)
                {
                    gained++;
                    Assert.True(difference.Gains.Count > 0, Text(seed, "gained", example, difference, old, now));
                }
            }
        });

        Assert.True(lost > 1000 && gained > 1000, $"{lost} lost, {gained} gained");
        Assert.All(Enum.GetValues<DifferenceKind>(), kind => Assert.True(kinds.GetValueOrDefault(kind) > 20, $"{kind}: {kinds.GetValueOrDefault(kind)}"));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", kinds));
    }

    [Fact]
    public void Every_witness_is_really_decided_differently_and_almost_all_entries_have_one()
    {
        int shown = 0, unshown = 0;
        ForRandomPairs((seed, _, old, now) =>
        {
            PolicyDifference difference = PolicyDifference.Between(old, now);
            Assert.False(difference.IsTooDifferent);
            RuleSet before = RuleSet.Compile(old), after = RuleSet.Compile(now);
            foreach ((DifferenceEntry entry, RuleSet allowing, RuleSet refusing) in difference.Losses.Select(entry => (entry, before, after))
                .Concat(difference.Gains.Select(entry => (entry, after, before))))
            {
                if (entry.Witness is not { } witness)
                {
                    // Rates that operations share are never shown by trying.
                    unshown += entry.What.Contains("a rate is shared", StringComparison.Ordinal) ? 0 : 1;
                    TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {entry.Text("differs")}");
                    continue;
                }

                shown++;
                Decision allowed = witness.DecideBy(allowing), refused = witness.DecideBy(refusing);
                Assert.True(
                    entry.IsPinned
                        ? refused.Reason == DecisionReason.Pinned && allowed.Reason != DecisionReason.Pinned
                        : allowed.IsAllowed && !refused.IsAllowed,
                    $"seed {seed}: {entry.Text("differs")}: {allowed} and {refused}");
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{shown} shown, {unshown} not");
        Assert.True(shown > 1000 && unshown * 10 < shown, $"{shown} shown, {unshown} not");
    }

    [Fact]
    public void A_policy_written_differently_is_the_same()
    {
        int changed = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            PolicyDocument policy = new RandomPolicies(random).Policy();
            PolicyDocument rewritten = new EqualRewrites(random).Of(policy);
            changed += PolicyDocumentJson.Digest(policy with { Digest = "" }) == PolicyDocumentJson.Digest(rewritten) ? 0 : 1;
            PolicyDifference difference = PolicyDifference.Between(policy, rewritten);
            Assert.True(
                difference.Kind == DifferenceKind.Same,
                $"seed {seed}: {string.Join(" | ", difference.Lines)}\n{PolicyDocumentJson.Write(policy)}\n{PolicyDocumentJson.Write(rewritten)}");
        }

        Assert.True(changed > Seeds / 2, $"only {changed} were changed");
    }

    [Fact]
    public void Going_back_gains_what_was_lost() => ForRandomPairs((seed, _, old, now) =>
    {
        PolicyDifference there = PolicyDifference.Between(old, now), back = PolicyDifference.Between(now, old);
        Assert.True(there.Losses.Any(Shown) == back.Gains.Any(Shown) && there.Gains.Any(Shown) == back.Losses.Any(Shown), $"seed {seed}: {string.Join(" | ", there.Lines)}\nand back: {string.Join(" | ", back.Lines)}");

        static bool Shown(DifferenceEntry entry) => entry.Witness is not null;
    });

    private static void ForRandomPairs(Action<int, Random, PolicyDocument, PolicyDocument> check)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var draw = new RandomPolicies(random);
            PolicyDocument old = draw.Policy();
            check(seed, random, old, Changed(old, draw, random));
        }
    }

    private static PolicyDocument Changed(PolicyDocument policy, RandomPolicies draw, Random random)
    {
        List<Rule> rules = [.. policy.Rules];
        switch (random.Next(8))
        {
            case 0:
                return draw.Policy();
            case 1:
                return policy with { AllowSpan = !policy.AllowSpan };
            case 2:
                return policy with { Pinned = [.. policy.Pinned, new PinnedRefusal { Id = "more", Classes = OperationClasses.Write, Ranges = [Given.Holding(3, 9)] }] };
            case 3 when policy.Pinned.Count > 0:
                return policy with { Pinned = [.. policy.Pinned.Skip(1)] };
            case 4 when rules.Count > 0:
                rules.RemoveAt(random.Next(rules.Count));
                break;
            case 5 when rules.Count > 0:
                int at = random.Next(rules.Count);
                Rule other = draw.Rule(99);
                rules[at] = random.Next(5) switch
                {
                    0 => rules[at] with { Units = other.Units },
                    1 => rules[at] with { Ranges = other.Ranges },
                    2 => rules[at] with { Values = other.Values },
                    3 => rules[at] with { Rate = other.Rate },
                    _ => rules[at] with { Clients = other.Clients },
                };
                break;
            default:
                rules.Insert(random.Next(rules.Count + 1), draw.Rule(99));
                break;
        }

        return policy with { Rules = rules };
    }

    private static string Text(
        int seed, string what, OperationExample example, PolicyDifference difference, PolicyDocument old, PolicyDocument now) =>
        string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {what} {example} {Convert.ToHexString(example.Data.Span)}, but {difference.Kind}: {string.Join(" | ", difference.Lines)}\n{PolicyDocumentJson.Write(old)}\n{PolicyDocumentJson.Write(now)}");
}
