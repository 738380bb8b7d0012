namespace OtEdge.Console.Api;

/// <summary>Sets a regime by hand.</summary>
/// <param name="Name">Name of a regime that has a button; null: lets go of the one that is set.</param>
public sealed record RegimeRequest(string? Name = null);
