namespace OtEdge.Console.Api;

/// <summary>What a conduit did in one step of a trend.</summary>
/// <param name="At">When the step ended.</param>
/// <param name="Requests">Requests read from clients in it.</param>
/// <param name="WouldBeRefused">Requests forwarded in it although the rules say no.</param>
/// <param name="Refused">Requests refused in it.</param>
/// <param name="AddedLatencyP99Us">99 of 100 requests and replies of it were held no longer by OtEdge itself, in microseconds; null: there were none.</param>
public sealed record TrendPointView(DateTimeOffset At, long Requests, long WouldBeRefused, long Refused, double? AddedLatencyP99Us);
