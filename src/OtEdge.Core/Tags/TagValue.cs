using OtEdge.Core.Traffic.Regimes;

namespace OtEdge.Core.Tags;

/// <summary>What is known of a process value at one moment. Its age is measured by a monotonic clock.</summary>
public sealed record TagValue
{
    /// <summary>Name of the tag.</summary>
    public required string Tag { get; init; }

    /// <summary>How far it can be relied on.</summary>
    public required TagQuality Quality { get; init; }

    /// <summary>The newest reading, however old; null: there is none.</summary>
    public TagReading? Reading { get; init; }

    /// <summary>How long ago it was seen; null without a reading.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>How long it has had this value, as far as was seen; null without a reading.</summary>
    public TimeSpan? UnchangedFor { get; init; }

    /// <summary>Why it is not good, as the end of a sentence that begins with the tag; empty when it is good.</summary>
    public string Why { get; init; } = "";

    /// <summary>The reading while it can be relied on; null otherwise, and then nothing may be concluded.</summary>
    public TagReading? Trusted => Quality == TagQuality.Good ? Reading : null;
}
