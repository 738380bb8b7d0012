using OtEdge.Console.Editing;

namespace OtEdge.Console.Api;

/// <summary>What people look after beside traffic and changes.</summary>
public sealed class Management
{
    /// <summary>Texts on their way to a policy.</summary>
    public required IDrafts Drafts { get; init; }
}
