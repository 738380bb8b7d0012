namespace OtEdge.Core.Policy.Nodes.Differences;

/// <summary>What a rule asks of an operation that it names: limits of written values, and a rate.</summary>
/// <param name="Limits">Limits; empty: none.</param>
/// <param name="Rate">The rate; null: none.</param>
internal sealed record NodeCondition(IReadOnlyList<NodeLimit> Limits, RateLimit? Rate)
{
    /// <summary>True when it asks nothing.</summary>
    public bool IsFree => Limits.Count == 0 && Rate is null;

    /// <summary>What decides, as text; equal for equal conditions.</summary>
    public string Text => $"{string.Join('&', Limits.Select(limit => $"{limit}").Order(StringComparer.Ordinal))}#{Rate}";

    /// <summary>True when all that keeps to this surely keeps to another one.</summary>
    public bool Implies(NodeCondition other) =>
        other.Limits.All(wide => Limits.Any(narrow => Implies(narrow, wide)))
        && (other.Rate is null || (Rate is not null && Rate.Count <= other.Rate.Count && Rate.Window >= other.Rate.Window));

    private static bool Implies(NodeLimit narrow, NodeLimit wide) =>
        (wide.Min is null || narrow.Min >= wide.Min)
        && (wide.Max is null || narrow.Max <= wide.Max)
        && (wide.MaxStep is null || narrow.MaxStep <= wide.MaxStep)
        && (!wide.IsEURange || narrow.IsEURange)
        && (wide.Type == NodeValueType.None || wide.Type == narrow.Type);
}
