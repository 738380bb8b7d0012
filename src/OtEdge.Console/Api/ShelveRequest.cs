namespace OtEdge.Console.Api;

/// <summary>Counts alerts like one without sending them.</summary>
/// <param name="For">How long, such as <c>8h</c>, at most 7d; null: 8h.</param>
/// <param name="Reason">Why; needed unless <paramref name="Off"/>.</param>
/// <param name="Off">True: it ends now.</param>
public sealed record ShelveRequest(string? For = null, string? Reason = null, bool Off = false);
