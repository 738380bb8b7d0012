namespace OtEdge.Console.Accounts;

/// <summary>What is kept of accounts.</summary>
/// <param name="Accounts">Who can sign in.</param>
/// <param name="Invitations">Who may set a password.</param>
public sealed record AccountFile(IReadOnlyList<Account> Accounts, IReadOnlyList<Invitation> Invitations);
