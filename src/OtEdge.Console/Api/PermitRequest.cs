namespace OtEdge.Console.Api;

/// <summary>Asks for a time-boxed exception for one client.</summary>
/// <param name="Client">Name of an asset, or an address or network.</param>
/// <param name="For">How long it takes new connections, such as <c>2h</c>; must be given.</param>
/// <param name="Reason">Why; must be given.</param>
public sealed record PermitRequest(string? Client = null, string? For = null, string? Reason = null);
