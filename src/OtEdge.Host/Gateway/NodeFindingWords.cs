using OtEdge.Core.Findings;
using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Host.Gateway;

/// <summary>Says findings about OPC UA operations in words: service, node with its path, value, user, application, and which rule.</summary>
internal static class NodeFindingWords
{
    /// <summary>What makes two such findings equal, beside conduit, kind, verdict, reason, client and rule.</summary>
    public static string Key(NodeDeed deed) => $"ua:{deed.IsMalformed}:{NodeFact.Of(deed).Key}";

    /// <summary>The written value with its type; null when nothing is written.</summary>
    public static string? Value(in TrafficFinding found) =>
        NodeValueText.WithType(new NodeValue { Type = found.ValueType, IsArray = found.IsArray, Data = found.Data });

    /// <summary>The sentence.</summary>
    /// <param name="found">As it left the loop.</param>
    /// <param name="deed">The operation.</param>
    /// <param name="who">The client in words.</param>
    public static string Text(in TrafficFinding found, NodeDeed deed, string who)
    {
        PolicyDocument? policy = found.Rules?.Policy;
        string? value = Value(found);
        string said = NodeDecisionText.Of(policy, deed, value, found.Decision);
        string by = $"{who}{AsWhom(deed.Client)}";
        return found.Kind switch
        {
            FindingKind.ShadowDifference =>
                $"candidate {policy?.Name} {(found.Decision.IsAllowed ? "would allow" : "would refuse")} what {Now(found.Verdict)} now: {by}: {said}",
            FindingKind.ExpiredRule or FindingKind.StepUnknown => $"{by}: {said}",
            _ => $"{by} {Fate(found.Verdict)}: {said}{Place(policy, found.Decision)}{Written(value, found.Decision.Reason)}{(found.Detail is { } more ? $"; {more}" : "")}",
        };
    }

    private static string AsWhom(NodeClient client)
    {
        string user = client.User is { } known ? $" as {known}" : "";
        return client.Client.ApplicationUri is { Length: > 0 } application ? $"{user} with {application}" : user;
    }

    private static string Now(VerdictWord verdict) => verdict switch
    {
        VerdictWord.Refused => "is refused",
        VerdictWord.WouldBeRefused => "would be refused",
        _ => "passes",
    };

    private static string Fate(VerdictWord verdict) => verdict switch
    {
        VerdictWord.Refused => "was refused",
        VerdictWord.WouldBeRefused => "would be refused",
        _ => "passed",
    };

    private static string Place(PolicyDocument? policy, in Decision decision) =>
        DecisionText.RuleAt(policy, decision) is null && policy is not null ? $" ({policy.File})" : "";

    private static string Written(string? value, DecisionReason reason) =>
        value is null || reason is DecisionReason.Value or DecisionReason.EURangeUnknown or DecisionReason.Step ? "" : $"; written: {value}";
}
