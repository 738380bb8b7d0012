using OtEdge.Host.Commands.Rendering;
using Spectre.Console;

namespace OtEdge.Host.Commands;

/// <summary>Makes the consoles that tables are drawn on.</summary>
internal static class Screens
{
    /// <summary>A console over a writer.</summary>
    /// <param name="output">Where it writes.</param>
    /// <param name="isTerminal">True when it may move the cursor.</param>
    /// <param name="widthColumns">Columns.</param>
    /// <param name="color">True when it may use colours.</param>
    public static IAnsiConsole On(TextWriter output, bool isTerminal, int widthColumns, bool color)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(isTerminal ? output : new TrimmingWriter(output)),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = color ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = widthColumns;
        return console;
    }

    /// <summary>False when the person or the environment (https://no-color.org) asked for none, or nobody looks.</summary>
    public static bool WantsColor(Surroundings surroundings, bool noColor) =>
        surroundings.IsTerminal && !noColor && string.IsNullOrEmpty(surroundings.Environment("NO_COLOR"));
}
