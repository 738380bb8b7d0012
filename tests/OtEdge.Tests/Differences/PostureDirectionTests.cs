using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Staging;
using OtEdge.Core.Zones;
using OtEdge.Tests.Policy;
using OtEdge.Tests.Staging;
using Xunit;

namespace OtEdge.Tests.Differences;

/// <summary>The direction of a change of posture against what real operations meet before and after it.</summary>
public sealed class PostureDirectionTests
{
    private const int Seeds = 600;
    private const int OperationsPerPair = 60;

    [Fact]
    public void What_is_refused_more_or_less_is_never_missed_by_the_direction()
    {
        var kinds = new Dictionary<DifferenceKind, int>();
        int lost = 0, gained = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var draw = new RandomPolicies(random);
            PolicyDocument old = Digested(draw.Policy());
            RuledPosture from = Draw(random, old);
            RuledPosture to = Draw(random, Changed(old, draw, random));
            ChangeCheck check = ChangeCheck.Of(Sample.Conduit, from, to);
            kinds[check.Direction] = kinds.GetValueOrDefault(check.Direction) + 1;
            var operations = new RealOperations(random);
            for (int i = 0; i < OperationsPerPair; i++)
            {
                OperationExample example = operations.Example();
                bool before = IsForwarded(from, example);
                bool after = IsForwarded(to, example);
                lost += before && !after ? 1 : 0;
                gained += after && !before ? 1 : 0;
                Assert.True(before == after || Tells(check.Direction, isLost: before), $"seed {seed}: {example}: forwarded {before}, then {after}, but {check.Direction}\n{from.Posture}\n{to.Posture}\n{string.Join('\n', check.Lines)}");
            }
        }

        Assert.True(lost > 1000 && gained > 1000, $"{lost} lost, {gained} gained");
        Assert.All(Enum.GetValues<DifferenceKind>(), kind => Assert.True(kinds.GetValueOrDefault(kind) > 20, $"{kind}: {kinds.GetValueOrDefault(kind)}"));
    }

    private static bool Tells(DifferenceKind direction, bool isLost) =>
        direction == DifferenceKind.Mixed || direction == (isLost ? DifferenceKind.Tightening : DifferenceKind.Loosening);

    private static bool IsForwarded(RuledPosture view, OperationExample example)
    {
        var client = new ClientIdentity(example.Client!);
        Decision decision = new NaiveRules(view.Policy!).Decide(example.ToOperation(), client, Given.Now);
        var posture = new Posture(view.Posture.Mode, view.Posture.Scope, RuleSet.None);
        bool inScope = posture.Scope.Covers(client, isDeclared: !client.Address.Equals(Given.Stranger.Address));
        return Enforcement.Resolve(posture, inScope, example.Class, decision) is Verdict.Forward;
    }

    private static RuledPosture Draw(Random random, PolicyDocument policy)
    {
        var scope = new EnforcementScope(
            (OperationClasses)random.Next(16) | OperationClasses.Malformed,
            random.Next(3) == 0 ? [new ClientSelector("some", [new IPNetwork(RealOperations.Clients[random.Next(RealOperations.Clients.Length)].Address, 32)])] : null,
            random.Next(5) == 0);
        ConduitMode mode = random.Next(6) switch { 0 => ConduitMode.Bypass, 1 => ConduitMode.Observe, 2 => ConduitMode.Monitor, _ => ConduitMode.Enforce };
        return new RuledPosture(
            PostureRecord.Start with { Mode = mode, Scope = random.Next(3) == 0 ? EnforcementScope.Everything : scope, PolicyDigest = policy.Digest }, policy);
    }

    private static PolicyDocument Changed(PolicyDocument policy, RandomPolicies draw, Random random) => random.Next(6) switch
    {
        0 => Digested(policy with { Rules = [.. policy.Rules, draw.Rule(99)] }),
        1 when policy.Rules.Count > 0 => Digested(policy with { Rules = [.. policy.Rules.Skip(1)] }),
        2 => Digested(policy with { Pinned = [.. policy.Pinned, new PinnedRefusal { Id = "more", Classes = OperationClasses.Write, Ranges = [Given.Holding(3, 9)] }] }),
        3 => Digested(draw.Policy()),
        _ => policy,
    };

    private static PolicyDocument Digested(PolicyDocument policy) => policy with { Digest = PolicyDocumentJson.Digest(policy) };
}
