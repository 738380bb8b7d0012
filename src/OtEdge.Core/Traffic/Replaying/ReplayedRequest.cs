using OtEdge.Core.Policy;

namespace OtEdge.Core.Traffic.Replaying;

/// <summary>Who asked, when, and how often alike.</summary>
/// <param name="Client">Who asked.</param>
/// <param name="Utc">When; when it stands for several, when it was last asked.</param>
/// <param name="Times">How many equal requests it stands for. Default 1.</param>
/// <param name="FirstUtc">When it was first asked, when it stands for several; null: <paramref name="Utc"/>.</param>
/// <param name="Regime">The operating regime at that time; null when it is not known.</param>
public readonly record struct ReplayedRequest(
    ClientIdentity Client,
    DateTimeOffset Utc,
    long Times = 1,
    DateTimeOffset? FirstUtc = null,
    string? Regime = null);
