using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Lines under a table that say what is abnormal.</summary>
internal static class Notices
{
    /// <summary>Somebody should act.</summary>
    public static IRenderable Fault(string text) => Cell.Of($"! {text}\n", Cell.Urgent);

    /// <summary>Worth a look.</summary>
    public static IRenderable Note(string text) => Cell.Of($"{text}\n", Cell.Notable);

    /// <summary>An empty line.</summary>
    public static IRenderable Space() => new Text("\n");
}
