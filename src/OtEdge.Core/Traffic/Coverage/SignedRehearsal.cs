namespace OtEdge.Core.Traffic.Coverage;

/// <summary>What a regime does that is too rare to be sampled: a list of operations, signed by its owner. The last one of a regime counts,
/// every one is kept.</summary>
public sealed record SignedRehearsal
{
    /// <summary>The conduit.</summary>
    public required string Conduit { get; init; }

    /// <summary>The regime that it stands for.</summary>
    public required string Regime { get; init; }

    /// <summary>Its operations, one a line, as the owner wrote them.</summary>
    public required string Operations { get; init; }

    /// <summary>Lower-case SHA-256 over conduit, regime and operations: what was signed.</summary>
    public required string Digest { get; init; }

    /// <summary>Who signed it.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the owner said beside it; null: nothing.</summary>
    public string? Note { get; init; }
}
