using OtEdge.Core.Policy;

namespace OtEdge.Settings.Model;

/// <summary>A rule or pin of an OPC UA policy.</summary>
public sealed record OpcUaRule
{
    /// <summary>Unique in the policy.</summary>
    public required string Id { get; init; }

    /// <summary>Line in its file, 1-based.</summary>
    public int Line { get; init; }

    /// <summary>Assets, addresses or networks as written; empty: any.</summary>
    public IReadOnlyList<string> Clients { get; init; } = [];

    /// <summary>anonymous, user names, certificate thumbprints; empty: any.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>Classes of services.</summary>
    public OperationClasses Classes { get; init; }

    /// <summary>Nodes, the namespace by URI, with `*` whole or as a suffix; empty: every node.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>Attribute names or `all`; empty: the default of the class.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>Object and method; empty: every method.</summary>
    public IReadOnlyList<(string Object, string Method)> Methods { get; init; } = [];

    /// <summary>Limits of written values.</summary>
    public IReadOnlyList<(double? Min, double? Max, double? MaxStep)> Values { get; init; } = [];

    /// <summary>How often a client may use it; null: no limit.</summary>
    public RateLimit? Rate { get; init; }

    /// <summary>Last day on which it allows without a finding; null: none.</summary>
    public DateOnly? Expires { get; init; }
}
