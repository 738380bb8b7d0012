using OtEdge.Core.Policy.Nodes;

namespace OtEdge.Core.Policy.Compiled;

/// <summary>
/// Refuses policies that make no sense. Settings say such things with line and path before; this holds whatever the policy came
/// from.
/// </summary>
internal static class PolicyCheck
{
    private const int UnitMax = 255;

    /// <summary>Checks every rule and pin.</summary>
    /// <exception cref="ArgumentException">Names the rule or pin and says what was expected.</exception>
    public static void Check(PolicyDocument policy)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (Rule rule in policy.Rules)
        {
            string? wrong = WrongId(rule.Id, ids) ?? WrongReach(rule.Units, rule.Ranges) ?? WrongRate(rule.Rate)
                ?? rule.Values.Select(WrongLimit).FirstOrDefault(limit => limit is not null)
                ?? rule.Nodes?.Limits.Select(WrongLimit).FirstOrDefault(limit => limit is not null);
            if (wrong is not null)
            {
                throw new ArgumentException($"rule {rule.Id}: {wrong}");
            }
        }

        foreach (PinnedRefusal pin in policy.Pinned)
        {
            if ((WrongId(pin.Id, ids) ?? WrongReach(pin.Units, pin.Ranges)) is { } wrong)
            {
                throw new ArgumentException($"pin {pin.Id}: {wrong}");
            }
        }
    }

    private static string? WrongId(string id, HashSet<string> ids) =>
        ids.Add(id) ? null : "its id must be unique in the policy";

    private static string? WrongRate(RateLimit? rate) => rate is null or { Count: > 0, Window.Ticks: > 0 }
        ? null
        : $"its rate must be at least 1 in a window above 0, not {rate.Count} in {rate.Window}";

    private static string? WrongReach(IReadOnlyList<AddressRange> units, IReadOnlyList<SpaceRange> ranges)
    {
        foreach (AddressRange range in units)
        {
            if (!IsWithin(range, UnitMax))
            {
                return $"units {range} must lie in 0-{UnitMax}, the first not above the last";
            }
        }

        foreach (SpaceRange range in ranges)
        {
            if (range.Space is <= RegisterSpace.None or > RegisterSpace.FileRecord)
            {
                return $"the range {range.Range} must name a space with addresses";
            }

            if (!IsWithin(range.Range, ushort.MaxValue))
            {
                return $"addresses {range.Range} must lie in 0-{ushort.MaxValue}, the first not above the last";
            }

            if (range.Space == RegisterSpace.FileRecord ? range.File is < 1 or > ushort.MaxValue : range.File != 0)
            {
                return $"file {range.File} must be 1-{ushort.MaxValue} for file records and 0 for other spaces";
            }
        }

        return null;
    }

    private static string? WrongLimit(ValueLimit limit)
    {
        ValueLayout layout = limit.Layout;
        string? wrong = null;
        if (limit.Space != (layout.Type == ProcessValueType.Bit ? RegisterSpace.Coil : RegisterSpace.HoldingRegister))
        {
            wrong = "a bit must be a coil, every other type a holding register";
        }
        else if (limit.Address < 0 || limit.Address > ushort.MaxValue + 1 - layout.Width)
        {
            wrong = $"all of its words must lie in 0-{ushort.MaxValue}";
        }
        else if (!double.IsFinite(layout.Scale) || layout.Scale == 0 || !double.IsFinite(layout.Offset))
        {
            wrong = "scale and offset must be finite numbers, the scale not 0";
        }
        else if (!IsFiniteOrNull(limit.Min) || !IsFiniteOrNull(limit.Max) || limit.Min > limit.Max)
        {
            wrong = "min and max must be finite numbers, min not above max";
        }
        else if (!IsFiniteOrNull(limit.MaxStep) || limit.MaxStep < 0)
        {
            wrong = "max-step must be a finite number, not below 0";
        }

        return wrong is null ? null : $"value at {limit.Address}: {wrong}";
    }

    private static string? WrongLimit(NodeLimit limit) =>
        !IsFiniteOrNull(limit.Min) || !IsFiniteOrNull(limit.Max) || limit.Min > limit.Max ? "min and max must be finite numbers, min not above max"
        : !IsFiniteOrNull(limit.MaxStep) || limit.MaxStep < 0 ? "max-step must be a finite number, not below 0"
        : limit.Type is NodeValueType.String or NodeValueType.Other ? "the type of a limit must be a number"
        : null;

    private static bool IsWithin(AddressRange range, int max) => range.First >= 0 && range.First <= range.Last && range.Last <= max;

    private static bool IsFiniteOrNull(double? number) => number is null || double.IsFinite(number.Value);
}
