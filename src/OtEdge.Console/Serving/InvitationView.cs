namespace OtEdge.Console.Serving;

/// <summary>A one-time token with which somebody sets their password.</summary>
/// <param name="Name">The account.</param>
/// <param name="Token">The secret; shown only now.</param>
/// <param name="Until">When it ends.</param>
public sealed record InvitationView(string Name, string Token, DateTimeOffset Until);
