using OtEdge.Core.Policy;
using OtEdge.Core.Policy.Differences;
using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Staging.Checking;

/// <summary>
/// Compares two policies rule by rule, for protocols whose operations cannot be compared exactly. Nothing that is lost or gained is
/// missed; two rules that say the same in other words count as one lost and one gained.
/// </summary>
internal static class RuleByRule
{
    /// <summary>Which way it goes, with lines for people.</summary>
    public static (DifferenceKind Kind, IReadOnlyList<string> Lines) Between(PolicyDocument before, PolicyDocument after)
    {
        var lost = new List<string>();
        var gained = new List<string>();
        Compare(before.Rules.Select(rule => (rule.Id, KeyOf(before, rule))), after.Rules.Select(rule => (rule.Id, KeyOf(after, rule))), lost, gained, "rule");
        Compare(after.Pinned.Select(pin => (pin.Id, KeyOf(after, pin))), before.Pinned.Select(pin => (pin.Id, KeyOf(before, pin))), lost, gained, "what is pinned by");
        if (before.Strict != after.Strict)
        {
            (after.Strict ? lost : gained).Add("reading and browsing the server's own nodes");
        }

        if (before.AllowSpan != after.AllowSpan)
        {
            (before.AllowSpan ? lost : gained).Add("operations that several rules cover together");
        }

        if (before.Batch != after.Batch)
        {
            (Rank(after.Batch) > Rank(before.Batch) ? lost : gained).Add("allowed items beside forbidden ones");
        }

        // A rule with a rate that stands before others may run out where they would have allowed.
        if (RatedInFront(before, after) is { } rated)
        {
            lost.Add($"what rule {rated} covers, more often than its rate");
        }

        DifferenceKind kind = (lost.Count > 0, gained.Count > 0) switch
        {
            (false, false) => DifferenceKind.Same,
            (true, false) => DifferenceKind.Tightening,
            (false, true) => DifferenceKind.Loosening,
            _ => DifferenceKind.Mixed,
        };
        return (kind, [.. lost.Select(line => $"lost: {line}"), .. gained.Select(line => $"gained: {line}")]);
    }

    // By default some services are answered whole, others item by item.
    private static int Rank(BatchAnswer batch) => batch switch
    {
        BatchAnswer.Item => 0,
        BatchAnswer.Whole => 2,
        _ => 1,
    };

    private static void Compare(
        IEnumerable<(string Id, string Key)> before, IEnumerable<(string Id, string Key)> after, List<string> lost, List<string> gained, string what)
    {
        (string Id, string Key)[] old = [.. before];
        (string Id, string Key)[] next = [.. after];
        lost.AddRange(old.Where(rule => next.All(other => other.Key != rule.Key)).Select(rule => $"{what} {rule.Id}"));
        gained.AddRange(next.Where(rule => old.All(other => other.Key != rule.Key)).Select(rule => $"{what} {rule.Id}"));
    }

    private static string? RatedInFront(PolicyDocument before, PolicyDocument after)
    {
        HashSet<string> known = [.. before.Rules.Select(rule => KeyOf(before, rule))];
        int last = after.Rules.Select((rule, at) => known.Contains(KeyOf(after, rule)) ? at : -1).DefaultIfEmpty(-1).Max();
        return after.Rules.Take(Math.Max(0, last)).FirstOrDefault(rule => rule.Rate is not null && !known.Contains(KeyOf(after, rule)))?.Id;
    }

    // The canonical form compares by content and leaves out lines and names.
    private static string KeyOf(PolicyDocument policy, Rule rule) =>
        PolicyDocumentJson.Digest(new PolicyDocument { Name = "", Protocol = policy.Protocol, Rules = [rule] });

    private static string KeyOf(PolicyDocument policy, PinnedRefusal pin) =>
        PolicyDocumentJson.Digest(new PolicyDocument { Name = "", Protocol = policy.Protocol, Pinned = [pin] });
}
