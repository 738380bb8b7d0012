namespace OtEdge.Console.Api;

/// <summary>Somebody who may act.</summary>
/// <param name="Name">The name that changes and audit carry.</param>
/// <param name="Accounts">Accounts of the operating system that are this person.</param>
/// <param name="Roles">viewer, operator, engineer, security, safety, administrator.</param>
/// <param name="You">True for who asks.</param>
public sealed record UserView(string Name, IReadOnlyList<string> Accounts, IReadOnlyList<string> Roles, bool You)
{
    /// <summary>Since when their console password holds; null: they have none.</summary>
    public DateTimeOffset? PasswordSince { get; init; }
}
