namespace OtEdge.Core.Traffic;

/// <summary>How often a flow was seen in one episode of a regime.</summary>
/// <param name="Flow">Id of the flow.</param>
/// <param name="Episode">Number of the episode.</param>
/// <param name="Times">How often it was seen.</param>
/// <param name="WouldBeRefused">How often it passed although the rules said no.</param>
/// <param name="Refused">How often it was refused.</param>
public sealed record FlowEpisode(string Flow, long Episode, long Times, long WouldBeRefused, long Refused);
