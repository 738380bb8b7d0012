using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic.Replaying;

/// <summary>Who asked, when, and how often alike.</summary>
/// <param name="Client">Who asked.</param>
/// <param name="Utc">When; when it stands for several, when it was last asked.</param>
/// <param name="Times">How many equal requests it stands for. Default 1.</param>
/// <param name="FirstUtc">When it was first asked, when it stands for several; null: <paramref name="Utc"/>.</param>
public readonly record struct ReplayedRequest(ClientIdentity Client, DateTimeOffset Utc, long Times = 1, DateTimeOffset? FirstUtc = null)
{
    /// <summary>The episode it fell in; null when none is known.</summary>
    public Episode? Episode { get; init; }

    /// <summary>The flow that it was recorded in; null when it comes from a capture.</summary>
    public Flow? Flow { get; init; }

    /// <summary>The single operation as it was recorded; null for reads, which are only counted, and for captures.</summary>
    public RecordedOperation? Recorded { get; init; }
}
