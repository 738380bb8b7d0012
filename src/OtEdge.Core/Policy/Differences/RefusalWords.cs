using System.Globalization;

namespace OtEdge.Core.Policy.Differences;

/// <summary>Says what sets refused operations apart from those that the same rule still allows.</summary>
internal static class RefusalWords
{
    /// <summary>For requests that touch addresses of rules which do not cover them together.</summary>
    public const string InOneRequest = "in one request";

    /// <summary>The addresses concerned, and words such as <c>above 85</c>; empty words: no rule comes close.</summary>
    /// <param name="policy">The policy that refuses.</param>
    /// <param name="example">The operation.</param>
    /// <param name="decision">How it was decided.</param>
    /// <param name="reached">Addresses that some rule reaches.</param>
    public static (AddressRange Range, string How) Of(
        PolicyDocument? policy, OperationExample example, in Decision decision, List<AddressRange> reached)
    {
        var range = new AddressRange(example.Address, example.Address + Math.Max(1, example.Count) - 1);
        Rule? rule = DecisionText.RuleOf(policy, decision);
        switch (decision.Reason)
        {
            case DecisionReason.TornValue or DecisionReason.Value or DecisionReason.Step when rule is not null:
                return OfValue(rule, example, range, decision.Reason);
            case DecisionReason.Rate when rule?.Rate is { } rate:
                return (range, string.Create(CultureInfo.InvariantCulture, $"more often than {rate.Count} times in {rate.Window.TotalSeconds:0.###} s"));
            case DecisionReason.Range when reached.Exists(whole => whole.Contains(range)):
                return (range, InOneRequest);
            default:
                return (range, "");
        }
    }

    private static (AddressRange Range, string How) OfValue(Rule rule, OperationExample example, AddressRange range, DecisionReason reason)
    {
        foreach (ValueLimit limit in rule.Values.Where(limit => limit.Space == example.Space))
        {
            var addresses = new AddressRange(limit.Address, limit.Address + limit.Layout.Width - 1);
            if (!Intervals.Overlap(addresses, range))
            {
                continue;
            }

            string named = limit.Tag is null ? "" : $" ({limit.Tag})";
            if (reason == DecisionReason.TornValue && !range.Contains(addresses))
            {
                return (range, $"without the whole value at {addresses}{named}");
            }

            if (reason == DecisionReason.Step && limit.MaxStep is { } step)
            {
                return (addresses, string.Create(CultureInfo.InvariantCulture, $"by more than {step} at once{named}"));
            }

            if (reason == DecisionReason.Value && Outside(limit, example) is { } words)
            {
                return (addresses, words + named);
            }
        }

        return (range, reason == DecisionReason.Value ? "with some values" : "in some steps");
    }

    private static string? Outside(ValueLimit limit, OperationExample example)
    {
        if (example.AndMask is not null)
        {
            return "by mask";
        }

        if (ValueText.Of(example.ToOperation(), limit.Address, limit.Layout) is not { } text
            || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            return null;
        }

        return value > limit.Max ? string.Create(CultureInfo.InvariantCulture, $"above {limit.Max}")
            : value < limit.Min ? string.Create(CultureInfo.InvariantCulture, $"below {limit.Min}")
            : double.IsFinite(value) ? null
            : "that is no number";
    }
}
