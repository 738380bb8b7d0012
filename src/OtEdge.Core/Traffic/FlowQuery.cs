using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic;

/// <summary>Which flows are wanted.</summary>
/// <param name="Conduit">Only of this conduit; null: of all.</param>
/// <param name="Client">Only of this address; null: of all.</param>
/// <param name="Class">Only of this class; null: of all.</param>
/// <param name="Since">Only seen at or after; null: since ever.</param>
/// <param name="FirstSeenSince">Only first seen at or after ("new only"); null: any.</param>
/// <param name="CountMax">At most so many, last seen first.</param>
public sealed record FlowQuery(
    string? Conduit = null,
    string? Client = null,
    OperationClass? Class = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? FirstSeenSince = null,
    int CountMax = 10_000);
