namespace OtEdge.Console.Describing;

/// <summary>Says that an endpoint heeds the header If-Match, for the description of the API.</summary>
/// <param name="IsNeeded">True: it is refused without.</param>
internal sealed record MatchHeader(bool IsNeeded);
