namespace OtEdge.Console.Serving;

/// <summary>Signs in by name and password, or by a ticket.</summary>
public sealed record SignInRequest
{
    /// <summary>The account.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its password.</summary>
    public string Password { get; init; } = "";

    /// <summary>A one-time ticket in place of both; null: none.</summary>
    public string? Ticket { get; init; }
}
