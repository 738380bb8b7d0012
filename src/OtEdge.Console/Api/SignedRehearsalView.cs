namespace OtEdge.Console.Api;

/// <summary>A signed rehearsal, held against the record and the rules.</summary>
public sealed record SignedRehearsalView
{
    /// <summary>The regime that it stands for.</summary>
    public required string Regime { get; init; }

    /// <summary>Who signed it.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Digest of what was signed.</summary>
    public required string SignedDigest { get; init; }

    /// <summary>What the owner said beside it; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>True when every operation was seen passing and is allowed: it stands for its regime.</summary>
    public required bool Stands { get; init; }

    /// <summary>Its operations.</summary>
    public required IReadOnlyList<RehearsedOperationView> Operations { get; init; }
}
