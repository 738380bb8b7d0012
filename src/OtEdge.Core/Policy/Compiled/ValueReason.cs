namespace OtEdge.Core.Policy.Compiled;

/// <summary>Says which value of a write a rule refuses and why, with the numbers of the rule and of the write.</summary>
internal static class ValueReason
{
    /// <summary>The sentence for a torn value, a value or a step.</summary>
    /// <param name="rule">The rule that declined; null when it is not known.</param>
    /// <param name="name">The rule with its place.</param>
    /// <param name="operation">The write; its data may be cut short.</param>
    /// <param name="reason">Why it declined.</param>
    public static string Of(Rule? rule, string name, in Operation operation, DecisionReason reason)
    {
        foreach (ValueLimit limit in rule?.Values.OrderBy(limit => limit.Address) ?? Enumerable.Empty<ValueLimit>())
        {
            var addresses = new AddressRange(limit.Address, limit.Address + limit.Layout.Width - 1);
            if (limit.Space != operation.Space || addresses.Last < operation.Range.First || addresses.First > operation.Range.Last)
            {
                continue;
            }

            string? text = reason switch
            {
                DecisionReason.TornValue => operation.Range.Contains(addresses) ? null : Torn(limit, addresses, name, operation),
                DecisionReason.Value => operation.Range.Contains(addresses) ? Outside(limit, addresses, name, operation) : null,
                _ => limit.MaxStep is null ? null : TooFar(limit, addresses, name, operation),
            };
            if (text is not null)
            {
                return text;
            }
        }

        return $"a written value is not what {name} asks for";
    }

    private static string Place(ValueLimit limit, AddressRange addresses) => limit.Tag is null
        ? AddressText.Of(limit.Space, addresses)
        : $"{limit.Tag}, {AddressText.Of(limit.Space, addresses)}";

    private static string Torn(ValueLimit limit, AddressRange addresses, string name, in Operation operation) =>
        $"{AddressText.Of(operation.Space, operation.Range)} would write only a part of one {limit.Layout.Type.ToString().ToLowerInvariant()}"
        + $" value; {name} wants all of {Place(limit, addresses)} in one write";

    private static string TooFar(ValueLimit limit, AddressRange addresses, string name, in Operation operation) =>
        $"{ValueText.Of(operation, limit.Address, limit.Layout) ?? "the value"} is further from the last known value"
        + FormattableString.Invariant($" than the max-step of {limit.MaxStep} of {name} for {Place(limit, addresses)}");

    private static string? Outside(ValueLimit limit, AddressRange addresses, string name, in Operation operation)
    {
        string place = Place(limit, addresses);
        string? value = ValueText.Of(operation, limit.Address, limit.Layout);
        if (value is null && !operation.IsMask)
        {
            return $"a value that {name} limits is written to {place}, but is not known here";
        }

        if (IsWithin(limit, operation))
        {
            return null;
        }

        if (operation.IsMask)
        {
            return $"{ValueText.Written(null, operation, default)} may lead to a value outside the limits of {name} for {place}";
        }

        if (!IsWithin(limit with { Min = null, Max = null }, operation))
        {
            return $"{value} is not a finite number, and {name} limits {place}";
        }

        return IsWithin(limit with { Max = null }, operation)
            ? FormattableString.Invariant($"{value} is above the max of {limit.Max} of {name} for {place}")
            : FormattableString.Invariant($"{value} is below the min of {limit.Min} of {name} for {place}");
    }

    private static bool IsWithin(ValueLimit limit, in Operation operation)
    {
        DecisionNotes notes = DecisionNotes.None;
        var check = new ValueCheck(limit with { MaxStep = null }, -1);
        return check.Judge(operation, new JudgingMemory(), ref notes) == DecisionReason.Allowed;
    }
}
