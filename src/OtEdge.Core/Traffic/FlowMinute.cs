namespace OtEdge.Core.Traffic;

/// <summary>How often a flow was seen in one minute (older ones are rolled up to hours).</summary>
/// <param name="Flow">Id of the flow.</param>
/// <param name="From">Start of the minute or hour, UTC.</param>
/// <param name="Times">How often it was seen.</param>
/// <param name="WouldBeRefused">How often it passed although the rules said no.</param>
/// <param name="Refused">How often it was refused.</param>
public sealed record FlowMinute(string Flow, DateTimeOffset From, long Times, long WouldBeRefused, long Refused);
