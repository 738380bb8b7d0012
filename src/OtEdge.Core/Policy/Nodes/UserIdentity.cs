namespace OtEdge.Core.Policy.Nodes;

/// <summary>The user of a session.</summary>
/// <param name="Kind">How it says who it is.</param>
/// <param name="Name">User name, or upper-case hexadecimal thumbprint of the certificate; otherwise empty.</param>
public sealed record UserIdentity(UserKind Kind, string Name = "")
{
    /// <summary>Characters of a thumbprint (SHA-1) in hexadecimal.</summary>
    public const int ThumbprintCharacters = 40;

    /// <summary>Nobody in particular.</summary>
    public static UserIdentity Anonymous { get; } = new(UserKind.Anonymous);

    /// <summary>Reads what a policy names: <c>anonymous</c>, 40 hexadecimal digits of a thumbprint, or a user name.</summary>
    public static UserIdentity Parse(string text) =>
        text == "anonymous" ? Anonymous
        : text.Length == ThumbprintCharacters && text.All(char.IsAsciiHexDigit) ? new UserIdentity(UserKind.Certificate, text.ToUpperInvariant())
        : new UserIdentity(UserKind.Name, text);

    /// <summary>As a policy names it.</summary>
    public override string ToString() => Kind switch
    {
        UserKind.Anonymous => "anonymous",
        UserKind.Token => "an issued token",
        _ => Name,
    };
}
