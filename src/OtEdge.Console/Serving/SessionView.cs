namespace OtEdge.Console.Serving;

/// <summary>Who is signed in.</summary>
public sealed record SessionView
{
    /// <summary>The account; null: nobody.</summary>
    public required string? Name { get; init; }

    /// <summary>viewer, operator, engineer, security, safety, administrator; empty for nobody.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>True while the console waits for its first account.</summary>
    public bool NeedsSetup { get; init; }
}
