namespace OtEdge.Host.Commands.Rendering;

/// <summary>A scope in words.</summary>
internal static class ScopeWords
{
    /// <summary>The classes, and the clients where they are limited; empty when nothing is enforced.</summary>
    public static string Of(IReadOnlyList<string> classes, IReadOnlyList<string>? clients) =>
        classes.Count == 0 ? "" : string.Join(", ", classes) + (clients is null ? "" : $" for {string.Join(", ", clients)}");
}
