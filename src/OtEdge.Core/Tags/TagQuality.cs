namespace OtEdge.Core.Tags;

/// <summary>How far a process value can be relied on.</summary>
public enum TagQuality
{
    /// <summary>Not known: never seen, refused by the device, or no number.</summary>
    Unknown = 0,

    /// <summary>Known, but seen too long ago.</summary>
    Stale = 1,

    /// <summary>Seen lately enough.</summary>
    Good = 2,
}
