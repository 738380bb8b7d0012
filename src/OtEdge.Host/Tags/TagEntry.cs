using OtEdge.Core.Traffic.Regimes;

namespace OtEdge.Host.Tags;

/// <summary>What the book holds of a tag; immutable. Times are timestamps of its clock.</summary>
internal sealed record TagEntry
{
    /// <summary>The newest reading; null: none yet.</summary>
    public TagReading? Reading { get; init; }

    /// <summary>When it was seen.</summary>
    public long SeenAt { get; init; }

    /// <summary>When its value was seen for the first time in a row.</summary>
    public long ChangedAt { get; init; }

    /// <summary>When it last passed by on its way to a client; null: never.</summary>
    public long? PassedAt { get; init; }

    /// <summary>Why it could not be read; null: nobody tried, or it could.</summary>
    public string? Trouble { get; init; }
}
