namespace OtEdge.Console.Serving;

/// <summary>Sets a password by a one-time token and signs in.</summary>
public sealed record AccountRequest
{
    /// <summary>The token of the setup or of an invitation.</summary>
    public string Token { get; init; } = "";

    /// <summary>The account.</summary>
    public string Name { get; init; } = "";

    /// <summary>The new password, 15 to 256 characters.</summary>
    public string Password { get; init; } = "";
}
