using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>When recording lost something, oldest first.</summary>
internal static class GapTable
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(IEnumerable<GapView> gaps, Drawing drawing)
    {
        var table = Tables.Make("FROM", "TO", "CONDUIT", "LOST#", "CAUSE");
        foreach (var gap in gaps)
        {
            table.AddRow(
                Cell.Of(drawing.Moment(gap.From)),
                Cell.Of(drawing.Moment(gap.To)),
                Cell.Of(gap.Conduit ?? "all"),
                gap.Lost is { } lost ? Cell.Of(lost) : Cell.Of("unknown"),
                Cell.Of(gap.Cause));
        }

        return Tables.OrSentence(table, "No gaps: everything that passed was recorded.");
    }
}
