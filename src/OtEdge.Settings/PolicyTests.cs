using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Settings;

/// <summary>Runs the `tests:` of a policy through the rules that the data plane uses.</summary>
public static class PolicyTests
{
    // Expiry is soft, so the day does not change what is decided.
    private static readonly JudgingTime AnyTime = new(0, DateTimeOffset.UnixEpoch);

    /// <summary>Runs every test in file order, each with an empty memory (no known values, no rates used).</summary>
    public static IReadOnlyList<PolicyTestResult> Run(PolicyDocument policy)
    {
        RuleSet rules = RuleSet.Compile(policy);
        return [.. policy.Tests.Select(test =>
        {
            Decision decision = rules.Decide(test.Operation, in AnyTime);
            return new PolicyTestResult(test, decision, Text(policy, test.Operation, decision));
        })];
    }

    /// <summary>Runs every test in file order; names were resolved when the policy was read, so the site makes no difference.</summary>
    public static IReadOnlyList<PolicyTestResult> Run(PolicyDocument policy, Site site) => Run(policy);

    /// <summary>Judges one operation that a person wrote down, with an empty memory.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="operation">The operation; without a client it comes from an address that no asset declares.</param>
    public static Decision Decide(PolicyDocument policy, OperationExample operation) =>
        RuleSet.Compile(policy).Decide(operation, in AnyTime);

    private static string Text(PolicyDocument policy, OperationExample example, Decision decision) =>
        $"{(decision.IsAllowed ? "allowed" : "refused")}: {DecisionText.Of(policy, example, decision)}";
}
