using System.Net;

namespace OtEdge.Core.Policy.Suggesting;

/// <summary>
/// Suggests a policy from what was seen, as a person would have written it: whole requests, few rules, nothing that was not seen.
/// The same flows give the same text, in whatever order they came.
/// </summary>
public static class PolicySuggester
{
    /// <summary>Suggests a policy.</summary>
    /// <param name="collected">What was seen.</param>
    /// <param name="options">What else is known.</param>
    public static PolicySuggestion Suggest(FlowCollector collected, SuggestionOptions options)
    {
        IReadOnlyList<ObservedFlow> flows = collected.Flows;
        var book = new RuleBook(options);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        List<(string Id, SuggestedRule Rule)> rules =
        [
            .. flows
                .Where(flow => IsAllowed(flow, options.WritesMin))
                .GroupBy(flow => ClientText(flow.Client, options))
                .OrderBy(group => options.AssetOf(group.First().Client) is null)
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .SelectMany(group => Named(group.Key, [.. book.RulesOf(group.Key, [.. group])], ids)),
        ];
        ObservedFlow[] leftOut =
        [
            .. flows.Where(flow => !IsAllowed(flow, options.WritesMin) && !rules.Any(rule => Covers(rule.Rule, flow, options))),
        ];
        var text = new SuggestionText(options, collected, leftOut);
        return new PolicySuggestion(text.Write(rules), rules.Count, leftOut);
    }

    private static bool IsAllowed(ObservedFlow flow, long writesMin) => flow.Class switch
    {
        OperationClass.Malformed => false,
        OperationClass.Read => true,
        _ => flow.Times >= writesMin,
    };

    // Where a rule reaches further than the requests that it was made for, a rare one may lie within.
    private static bool Covers(SuggestedRule rule, ObservedFlow flow, SuggestionOptions options) =>
        flow.Class == OperationClass.Write
        && rule.Client == ClientText(flow.Client, options)
        && rule.Covers(flow, options.WordOf(flow.Function));

    private static string ClientText(IPAddress client, SuggestionOptions options) => options.AssetOf(client) ?? client.ToString();

    // Rules of one purpose are told apart by their units, and only where they must be.
    private static IEnumerable<(string Id, SuggestedRule Rule)> Named(
        string client, IReadOnlyList<SuggestedRule> rules, HashSet<string> taken)
    {
        foreach (SuggestedRule rule in rules)
        {
            bool isOnly = rules.Count(other => other.Purpose == rule.Purpose) == 1;
            yield return (RuleName.Of(client, rule, isOnly, taken), rule);
        }
    }
}
