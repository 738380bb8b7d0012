using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic;

/// <summary>Which flows are wanted, last seen first.</summary>
public sealed record FlowQuery
{
    /// <summary>Only of this conduit; null: of all.</summary>
    public string? Conduit { get; init; }

    /// <summary>Only of this address; null: of all.</summary>
    public string? Client { get; init; }

    /// <summary>Only of this class; null: of all.</summary>
    public OperationClass? Class { get; init; }

    /// <summary>Only seen at or after; null: since ever.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only first seen at or after ("new only"); null: any.</summary>
    public DateTimeOffset? FirstSeenSince { get; init; }

    /// <summary>At most so many. Default 10,000.</summary>
    public int CountMax { get; init; } = 10_000;
}
