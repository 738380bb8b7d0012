namespace OtEdge.Core.Findings.Alerts;

/// <summary>Alerts of one key are counted but not sent, for a while and for a reason.</summary>
/// <param name="Key">Key of the alerts.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="By">Who shelved it.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record Shelving(string Key, DateTimeOffset Until, string By, string Reason)
{
    /// <summary>Longest time that alerts can be shelved: a week, so that nothing is forgotten.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(7);
}
