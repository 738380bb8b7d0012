using System.Net;
using OtEdge.Core.Policy;
using OtEdge.Core.Zones;

namespace OtEdge.Settings;

/// <summary>Runs the `tests:` of a policy through the rules that the data plane uses.</summary>
public static class PolicyTests
{
    // Blocks for documentation (RFC 5737): where no site's assets are.
    private static readonly string[] UndeclaredBlocks = ["192.0.2.", "198.51.100.", "203.0.113."];

    /// <summary>Runs every test in file order, each with an empty memory (no known values, no rates used).</summary>
    public static IReadOnlyList<PolicyTestResult> Run(PolicyDocument policy, Site site)
    {
        RuleSet rules = RuleSet.Compile(policy);
        return [.. policy.Tests.Select(test =>
        {
            Decision decision = Decide(rules, policy, site, test.Operation);
            return new PolicyTestResult(test, decision, Text(policy, decision));
        })];
    }

    /// <summary>Judges one operation that a person wrote down, with an empty memory.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="site">Where declared clients are looked up.</param>
    /// <param name="operation">The operation; without a client it comes from an address that no asset declares.</param>
    public static Decision Decide(PolicyDocument policy, Site site, OperationExample operation) =>
        Decide(RuleSet.Compile(policy), policy, site, operation);

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

    private static Decision Decide(RuleSet rules, PolicyDocument policy, Site site, OperationExample example)
    {
        var client = new ClientIdentity(example.Client ?? Undeclared(policy, site));
        Operation operation = new()
        {
            Class = example.Class,
            Function = example.Function,
            Unit = example.Unit,
            Space = example.Space,
            File = example.File,
            Address = example.Address,
            Count = example.Count,
            Data = example.Data.Span,
        };
        // Expiry is soft, so the day does not change what is decided.
        return rules.For(client).Decide(operation, new JudgingMemory(), client, new JudgingTime(0, DateTimeOffset.UnixEpoch));
    }

    private static IPAddress Undeclared(PolicyDocument policy, Site site)
    {
        IPNetwork[] named =
        [
            .. site.Assets.SelectMany(asset => asset.Addresses),
            .. policy.Rules.SelectMany(rule => rule.Clients).SelectMany(client => client.Addresses),
        ];
        foreach (string block in UndeclaredBlocks)
        {
            var address = IPAddress.Parse(block + "1");
            if (!named.Any(network => network.Contains(address)))
            {
                return address;
            }
        }

        return IPAddress.Parse("2001:db8::1");
    }
}
