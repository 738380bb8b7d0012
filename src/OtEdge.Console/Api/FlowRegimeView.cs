namespace OtEdge.Console.Api;

/// <summary>How a flow was seen in one operating regime.</summary>
/// <param name="Regime">Name of the regime.</param>
/// <param name="Episodes">In how many of its episodes.</param>
/// <param name="Times">How often in all of them.</param>
/// <param name="LastFrom">Beginning of the last episode that it was seen in.</param>
public sealed record FlowRegimeView(string Regime, int Episodes, long Times, DateTimeOffset LastFrom);
