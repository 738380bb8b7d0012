namespace OtEdge.Console.Api;

/// <summary>The policy that a conduit lives by now.</summary>
public sealed record PolicyView
{
    /// <summary>Name of the policy.</summary>
    public required string Name { get; init; }

    /// <summary>Digest over everything that decides.</summary>
    public required string Digest { get; init; }

    /// <summary>File it was read from.</summary>
    public required string File { get; init; }

    /// <summary>The text as people wrote it.</summary>
    public required string Text { get; init; }

    /// <summary>Number of rules.</summary>
    public int Rules { get; init; }

    /// <summary>Number of pinned refusals.</summary>
    public int Pinned { get; init; }
}
