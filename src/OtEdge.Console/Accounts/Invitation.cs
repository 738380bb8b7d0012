namespace OtEdge.Console.Accounts;

/// <summary>A one-time right to set the password of an account.</summary>
/// <param name="Digest">Digest of its secret.</param>
/// <param name="Name">The account; null: whoever sets up the console first.</param>
/// <param name="Until">When it ends.</param>
public sealed record Invitation(string Digest, string? Name, DateTimeOffset Until);
