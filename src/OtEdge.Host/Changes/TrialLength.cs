namespace OtEdge.Host.Changes;

/// <summary>How long trials last.</summary>
internal static class TrialLength
{
    /// <summary>When nobody says: 10 minutes.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromMinutes(10);

    /// <summary>Shortest: 1 second.</summary>
    public static readonly TimeSpan Min = TimeSpan.FromSeconds(1);

    /// <summary>Longest: 24 hours.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromHours(24);
}
