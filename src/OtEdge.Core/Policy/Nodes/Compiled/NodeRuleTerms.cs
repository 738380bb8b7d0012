namespace OtEdge.Core.Policy.Nodes.Compiled;

/// <summary>What a rule asks beyond clients, users and nodes: attributes, values, a rate, and its soft end.</summary>
internal sealed class NodeRuleTerms
{
    private static readonly ulong ValueAttribute = NodeAttributes.Of(NodeAttributes.Value);

    private readonly LimitCheck[] checks;
    private readonly ulong forReading;
    private readonly ulong forWriting;

    /// <summary>Compiles the terms of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="rateNumber">The number of its rate in the memory; -1 when it has none.</param>
    public NodeRuleTerms(Rule rule, int rateNumber)
    {
        NodeTerms terms = rule.Nodes ?? NodeTerms.Anything;
        checks = [.. terms.Limits.Select(limit => new LimitCheck(limit))];
        forReading = terms.AttributesFor(OperationClass.Read);
        forWriting = terms.AttributesFor(OperationClass.Write);
        Rate = rule.Rate;
        RateNumber = rateNumber;
        Expires = rule.Expires ?? DateTimeOffset.MaxValue;
        HasStep = checks.Any(check => check.HasStep);
        HasEURange = checks.Any(check => check.HasEURange);
    }

    /// <summary>How often a client may use it; null: no limit.</summary>
    public RateLimit? Rate { get; }

    /// <summary>The number of its rate in the memory; -1 when it has none.</summary>
    public int RateNumber { get; }

    /// <summary>Its soft end.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>True when it measures from last known values.</summary>
    public bool HasStep { get; }

    /// <summary>True when it limits by the EURange of nodes.</summary>
    public bool HasEURange { get; }

    /// <summary>Judges attribute and value of an operation on a node that the rule names.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="namespaces">The server's namespaces, for what is known of the node.</param>
    /// <param name="memory">Last known values.</param>
    /// <param name="notes">What is worth saying if it passes.</param>
    /// <returns>Allowed, Attribute, Value, EURangeUnknown or Step.</returns>
    public DecisionReason Judge(in NodeOperation operation, NamespaceTable namespaces, JudgingMemory memory, out DecisionNotes notes)
    {
        notes = DecisionNotes.None;
        return !CoversAttributeOf(operation) ? DecisionReason.Attribute
            : LimitsValueOf(operation) ? JudgeValue(operation, namespaces, memory, ref notes)
            : DecisionReason.Allowed;
    }

    /// <summary>True when the rule covers the attribute that an operation names; a change of history is one of the value.</summary>
    public bool CoversAttributeOf(in NodeOperation operation) => operation.Service switch
    {
        OpcUaService.HistoryUpdate => (forWriting & ValueAttribute) != 0,
        OpcUaService.Write => (forWriting & NodeAttributes.Of(operation.Attribute)) != 0,
        OpcUaService.Read or OpcUaService.CreateMonitoredItems => (forReading & NodeAttributes.Of(operation.Attribute)) != 0,
        _ => true,
    };

    /// <summary>True when the rule has limits for the value that an operation writes.</summary>
    public bool LimitsValueOf(in NodeOperation operation) => checks.Length > 0
        && (operation.Service == OpcUaService.HistoryUpdate || (operation.Service == OpcUaService.Write && operation.Attribute == NodeAttributes.Value));

    private DecisionReason JudgeValue(
        in NodeOperation operation, NamespaceTable namespaces, JudgingMemory memory, ref DecisionNotes notes)
    {
        NodeValue value = operation.Value;
        if (value.IsNotGood)
        {
            return DecisionReason.Value;
        }

        foreach (LimitCheck check in checks)
        {
            if (!check.Holds(value))
            {
                return DecisionReason.Value;
            }
        }

        if (HasEURange && JudgeEURange(operation, namespaces, memory) is var reason and not DecisionReason.Allowed)
        {
            return reason;
        }

        if (!HasStep)
        {
            return DecisionReason.Allowed;
        }

        // Which elements a part of a value replaces is not looked at, so how far they move is not known, and never will be.
        if (operation.HasIndexRange)
        {
            return DecisionReason.Step;
        }

        ReadOnlySpan<NodeNumber> known = memory.Recall(operation.Node, namespaces);
        if (known.Length != value.Count)
        {
            notes |= DecisionNotes.StepUnknown;
            return DecisionReason.Allowed;
        }

        foreach (LimitCheck check in checks)
        {
            if (check.HasStep && !check.HoldsStep(value, known))
            {
                return DecisionReason.Step;
            }
        }

        return DecisionReason.Allowed;
    }

    private static DecisionReason JudgeEURange(in NodeOperation operation, NamespaceTable namespaces, JudgingMemory memory)
    {
        NodeValue value = operation.Value;
        return memory.EURangeOf(operation.Node, namespaces) is not { } range ? DecisionReason.EURangeUnknown
            : LimitCheck.HoldsRange(value, range) ? DecisionReason.Allowed
            : DecisionReason.Value;
    }
}
