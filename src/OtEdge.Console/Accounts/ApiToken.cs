namespace OtEdge.Console.Accounts;

/// <summary>A token as it is kept: without its secret.</summary>
public sealed record ApiToken
{
    /// <summary>Its name in lists and in the audit, such as <c>t-3c9a41d2</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, in words.</summary>
    public required string Label { get; init; }

    /// <summary>Who it speaks for.</summary>
    public required string Person { get; init; }

    /// <summary>What it may be used for.</summary>
    public required TokenScope Scope { get; init; }

    /// <summary>Digest of its secret.</summary>
    public required string Digest { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset Until { get; init; }
}
