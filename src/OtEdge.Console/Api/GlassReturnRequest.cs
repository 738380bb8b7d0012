namespace OtEdge.Console.Api;

/// <summary>Starts the way back from break-glass.</summary>
/// <param name="Reason">Why now; must be given.</param>
/// <param name="Trial">How long the trial lasts without confirmation, such as <c>10m</c>; null: 10 minutes.</param>
public sealed record GlassReturnRequest(string? Reason = null, string? Trial = null);
