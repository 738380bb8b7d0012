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
            return new PolicyTestResult(test, decision, Text(policy, decision));
        })];
    }

    /// <summary>Runs every test in file order; names were resolved when the policy was read, so the site makes no difference.</summary>
    public static IReadOnlyList<PolicyTestResult> Run(PolicyDocument policy, Site site) => Run(policy);

    /// <summary>Judges one operation that a person wrote down, with an empty memory.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="operation">The operation; without a client it comes from an address that no asset declares.</param>
    public static Decision Decide(PolicyDocument policy, OperationExample operation) =>
        RuleSet.Compile(policy).Decide(operation, in AnyTime);

    /// <summary>A decision in words, such as <c>refused: the value is outside the limits of rule `setpoint` (policies/filling.yaml:14)</c>.</summary>
    public static string Text(PolicyDocument policy, Decision decision)
    {
        (string id, int line) = decision.Reason == DecisionReason.Pinned
            ? decision.Rule >= 0 ? (policy.Pinned[decision.Rule].Id, policy.Pinned[decision.Rule].Line) : ("", 0)
            : decision.Rule >= 0 ? (policy.Rules[decision.Rule].Id, policy.Rules[decision.Rule].Line) : ("", 0);
        string rule = id.Length > 0 ? $"rule {Quote.Words(id)} ({policy.File}:{line})" : "any rule";
        return decision.Reason switch
        {
            DecisionReason.Allowed => $"allowed by {rule}{Notes(decision.Notes)}",
            DecisionReason.Pinned => $"refused: pinned by {Quote.Words(id)} ({policy.File}:{line})",
            DecisionReason.Malformed => "refused: it is no valid operation",
            DecisionReason.Client => "refused: no rule names this client",
            DecisionReason.Function => "refused: no rule for this client allows the function",
            DecisionReason.Unit => $"refused: the unit is not among those of {rule}",
            DecisionReason.Range => $"refused: the addresses are not covered by {rule}",
            DecisionReason.Value => $"refused: the value is outside the limits of {rule}",
            DecisionReason.TornValue => $"refused: it writes a part of a value of {rule}",
            DecisionReason.Step => $"refused: the value moves further than {rule} lets it",
            DecisionReason.Rate => $"refused: {rule} was used too often",
            _ => "refused: it was not judged",
        };
    }

    private static string Notes(DecisionNotes notes) =>
        (notes.HasFlag(DecisionNotes.Expired) ? ", which has expired" : "")
        + (notes.HasFlag(DecisionNotes.StepUnknown) ? "; max-step was not judged, since no value is known yet" : "")
        + (notes.HasFlag(DecisionNotes.Spanned) ? " together with others" : "");
}
