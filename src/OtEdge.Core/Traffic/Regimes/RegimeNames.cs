namespace OtEdge.Core.Traffic.Regimes;

/// <summary>Names of regimes that nobody configures.</summary>
public static class RegimeNames
{
    /// <summary>A process value that decides is bad, stale or not known yet; the regime is never guessed.</summary>
    public const string Unknown = "unknown";

    /// <summary>Everything is known and none of the configured regimes holds.</summary>
    public const string Other = "other";

    /// <summary>The one regime of a site that configures none; its episodes are shifts of 8 h.</summary>
    public const string Shift = "shift";
}
