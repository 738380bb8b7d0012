using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Lines under a table that say what is abnormal.</summary>
internal static class Notices
{
    /// <summary>Somebody should act.</summary>
    public static IRenderable Fault(string text) => Cell.Of($"! {text}", Cell.Urgent);

    /// <summary>Worth a look.</summary>
    public static IRenderable Note(string text) => Cell.Of(text, Cell.Notable);

    /// <summary>What is shown, and below it an empty line and the notices where there are any.</summary>
    public static IRenderable Under(IRenderable shown, IEnumerable<IRenderable> notices) =>
        notices.ToList() is { Count: > 0 } lines ? new Rows([shown, Space(), .. lines]) : shown;

    /// <summary>An empty line.</summary>
    public static IRenderable Space() => Text.Empty;
}
