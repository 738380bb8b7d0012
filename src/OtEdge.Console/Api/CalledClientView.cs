namespace OtEdge.Console.Api;

/// <summary>A client that OtEdge calls.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="State">pausing, calling or waiting: the client has been called and may use the connection.</param>
/// <param name="Since">Since when.</param>
/// <param name="Trouble">Why the last call came to nothing; null: it did not.</param>
public sealed record CalledClientView(string Url, string State, DateTimeOffset Since, string? Trouble);
