namespace OtEdge.Host.Tags;

/// <summary>A tag that somebody relies on.</summary>
/// <param name="Tag">Its name.</param>
/// <param name="Stale">A value older than this is of no use to him who is the strictest.</param>
internal sealed record TagNeed(string Tag, TimeSpan Stale);
