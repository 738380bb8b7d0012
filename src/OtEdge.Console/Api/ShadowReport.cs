namespace OtEdge.Console.Api;

/// <summary>What a shadowed candidate would change.</summary>
public sealed record ShadowReport
{
    /// <summary>Name of the conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>The candidate; null: none is shadowed.</summary>
    public required ShadowView? Shadow { get; init; }

    /// <summary>The differences seen since then, last seen first, at most 1,000.</summary>
    public IReadOnlyList<FindingView> Differences { get; init; } = [];
}
