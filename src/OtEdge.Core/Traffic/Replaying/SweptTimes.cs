namespace OtEdge.Core.Traffic.Replaying;

/// <summary>How often a sweep over many addresses was seen in an episode; it has no addresses to be judged again by.</summary>
/// <param name="Flow">The sweep.</param>
/// <param name="Episode">The episode.</param>
/// <param name="Count">How often, and what was said of it live.</param>
public sealed record SweptTimes(Flow Flow, Episode Episode, FlowEpisode Count);
