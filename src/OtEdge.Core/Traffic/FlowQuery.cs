using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic;

/// <summary>Which flows are wanted.</summary>
public sealed record FlowQuery
{
    /// <summary>The word for clients that no asset declares.</summary>
    public const string Undeclared = "unknown";

    /// <summary>Only of this conduit; null: of all.</summary>
    public string? Conduit { get; init; }

    /// <summary>Only of this address or asset, or of clients that no asset declares (<see cref="Undeclared"/>); null: of all.</summary>
    public string? Client { get; init; }

    /// <summary>Only of this class; null: of all.</summary>
    public OperationClass? Class { get; init; }

    /// <summary>Only seen at or after; null: since ever.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only first seen at or after ("new only"); null: any.</summary>
    public DateTimeOffset? FirstSeenSince { get; init; }

    /// <summary>At most so many, the first in order. Default 10,000.</summary>
    public int CountMax { get; init; } = 10_000;

    /// <summary>What comes first. Default: what was seen last.</summary>
    public FlowOrder Order { get; init; }
}
