namespace OtEdge.Console.Accounts;

/// <summary>Somebody who can sign in at the console.</summary>
/// <param name="Name">The name; where the settings name people, one of theirs, and their roles hold.</param>
/// <param name="Hash">As <see cref="PasswordHash"/> makes it.</param>
/// <param name="Since">When the password was set.</param>
public sealed record Account(string Name, string Hash, DateTimeOffset Since);
