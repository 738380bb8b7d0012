namespace OtEdge.Console.Accounts;

/// <summary>A token that was just made.</summary>
/// <param name="Token">What is kept of it.</param>
/// <param name="Secret">What its holder sends; nobody can look it up again.</param>
public sealed record MadeToken(ApiToken Token, string Secret);
