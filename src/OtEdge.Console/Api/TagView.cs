using OtEdge.Core.Tags;

namespace OtEdge.Console.Api;

/// <summary>A process value as OtEdge knows it now.</summary>
public sealed record TagView
{
    /// <summary>Name of the tag.</summary>
    public required string Name { get; init; }

    /// <summary>good, stale or unknown.</summary>
    public required TagQuality Quality { get; init; }

    /// <summary>The newest value, however old; null: none, or it is a word.</summary>
    public double? Number { get; init; }

    /// <summary>The newest value when it is a word.</summary>
    public string? Word { get; init; }

    /// <summary>How long ago it was seen, in seconds; null: never.</summary>
    public double? AgeSeconds { get; init; }

    /// <summary>How long it has not changed, in seconds; null: never seen.</summary>
    public double? UnchangedSeconds { get; init; }

    /// <summary>The longest age, in seconds, that regimes, interlocks or guards can use; null: none of them names it, and OtEdge does not
    /// read it itself.</summary>
    public double? NeededWithinSeconds { get; init; }

    /// <summary>Why it is not good; empty when it is.</summary>
    public string Why { get; init; } = "";
}
