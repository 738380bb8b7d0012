namespace OtEdge.Console.Api;

/// <summary>What `change rollback` asks for.</summary>
/// <param name="Reason">Why; required.</param>
/// <param name="Trial">How long a trial would last, such as <c>10m</c>; null: 10 minutes.</param>
/// <param name="Yes">True: take every step that governance lets this person take.</param>
public sealed record RollbackRequest(string Reason, string? Trial = null, bool Yes = false);
