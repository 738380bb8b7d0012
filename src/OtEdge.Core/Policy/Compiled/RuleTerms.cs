namespace OtEdge.Core.Policy.Compiled;

/// <summary>What a rule asks beyond its reach: values, a rate, and its soft end.</summary>
internal sealed class RuleTerms
{
    private const int WidthMax = 4;

    private readonly ValueCheck[] checks;

    /// <summary>Compiles the terms of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="plan">Where its values are remembered.</param>
    /// <param name="rateNumber">The number of its rate in the memory; -1 when it has none.</param>
    public RuleTerms(Rule rule, MemoryPlan plan, int rateNumber)
    {
        Rate = rule.Rate;
        RateNumber = rateNumber;
        Expires = rule.Expires ?? DateTimeOffset.MaxValue;
        checks = [.. rule.Values
            .OrderBy(limit => limit.Space).ThenBy(limit => limit.Address)
            .Select(limit => new ValueCheck(limit, limit.MaxStep is null ? -1 : plan.SlotOf(limit.Space, limit.Address)))];
    }

    /// <summary>How often a client may use it; null: no limit.</summary>
    public RateLimit? Rate { get; }

    /// <summary>The number of its rate in the memory; -1 when it has none.</summary>
    public int RateNumber { get; }

    /// <summary>Its soft end.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>True when it may decline an operation that it reaches.</summary>
    public bool IsConditional => Rate is not null || checks.Length > 0;

    /// <summary>True when it asks something of values.</summary>
    public bool HasValues => checks.Length > 0;

    /// <summary>
    /// Judges the values that a write touches: first that none is written by halves, then limits, then steps; so that the reason
    /// does not depend on the order of the limits. Reads touch no values.
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <param name="part">The addresses to judge: all of the operation's, or a part of them (`allow-span`).</param>
    /// <param name="memory">Last known values.</param>
    /// <param name="notes">What is worth saying if it passes.</param>
    /// <returns>Allowed, TornValue, Value or Step.</returns>
    public DecisionReason JudgeValues(in Operation operation, AddressRange part, JudgingMemory memory, out DecisionNotes notes)
    {
        notes = DecisionNotes.None;
        if (checks.Length == 0 || operation.Class == OperationClass.Read)
        {
            return DecisionReason.Allowed;
        }

        DecisionReason reason = DecisionReason.Allowed;
        for (int i = FirstThatMayOverlap(operation.Space, part.First); i < checks.Length; i++)
        {
            ValueCheck check = checks[i];
            if (check.Space != operation.Space || check.Addresses.First > part.Last)
            {
                break;
            }

            if (check.Addresses.Last < part.First)
            {
                continue;
            }

            if (!part.Contains(check.Addresses))
            {
                return DecisionReason.TornValue;
            }

            DecisionReason ofValue = operation.HasWholeData()
                ? check.Judge(operation, memory, ref notes)
                : DecisionReason.Value;
            if (ofValue != DecisionReason.Allowed && reason != DecisionReason.Value)
            {
                reason = ofValue;
            }
        }

        return reason;
    }

    /// <summary>
    /// A bound for the parts of a write that can pass: the address before the first value that is out of its limits or that the
    /// range cuts at its end; the one before the range when it cuts a value at its start. A bound only: a shorter part may
    /// still cut a value.
    /// </summary>
    public int EndBeforeDeclining(in Operation operation, AddressRange range, JudgingMemory memory)
    {
        if (operation.Class == OperationClass.Read)
        {
            return range.Last;
        }

        DecisionNotes notes = DecisionNotes.None;
        for (int i = FirstThatMayOverlap(operation.Space, range.First); i < checks.Length; i++)
        {
            ValueCheck check = checks[i];
            if (check.Space != operation.Space || check.Addresses.First > range.Last)
            {
                break;
            }

            if (check.Addresses.Last >= range.First
                && (!range.Contains(check.Addresses)
                    || !operation.HasWholeData()
                    || check.Judge(operation, memory, ref notes) != DecisionReason.Allowed))
            {
                return Math.Max(check.Addresses.First, range.First) - 1;
            }
        }

        return range.Last;
    }

    private int FirstThatMayOverlap(RegisterSpace space, int address)
    {
        int low = 0, high = checks.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            ValueCheck check = checks[middle];
            if (check.Space < space || (check.Space == space && check.Addresses.First + WidthMax <= address))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
