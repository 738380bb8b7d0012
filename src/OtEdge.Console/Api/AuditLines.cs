namespace OtEdge.Console.Api;

/// <summary>An audit as text.</summary>
/// <param name="Lines">A JSON document each, read while they are enumerated.</param>
public sealed record AuditLines(IEnumerable<string> Lines);
