using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Audit entries, oldest first.</summary>
internal static class AuditTable
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(IEnumerable<AuditView> entries, Drawing drawing)
    {
        var table = Tables.Make("ENTRY#", "AT", "BY", "KIND", "ACTION", "WHAT");
        foreach (var entry in entries)
        {
            table.AddRow(
                Cell.Of(entry.Sequence),
                Cell.Of(drawing.Moment(entry.At)),
                Cell.Of(entry.By),
                Cell.Of(Words.Of(entry.Kind)),
                Cell.Of(entry.Action),
                Cell.Of(entry.Text));
        }

        return Tables.OrSentence(table, "No audit entries.");
    }
}
