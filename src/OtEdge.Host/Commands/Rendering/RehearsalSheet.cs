using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Signed rehearsals with their operations.</summary>
internal static class RehearsalSheet
{
    /// <summary>Draws them.</summary>
    public static IRenderable Draw(IReadOnlyList<SignedRehearsalView> rehearsals, Drawing drawing)
    {
        if (rehearsals.Count == 0)
        {
            return new Text("No rehearsal was signed for this conduit.");
        }

        var parts = new List<IRenderable>();
        foreach (var one in rehearsals)
        {
            parts.Add(new Text(
                $"{one.Regime}: signed by {one.By} on {drawing.Moment(one.At)}; "
                + (one.Stands ? "it stands for the regime." : "it does not stand for the regime yet: every operation must be seen and allowed.")));
            if (one.Note is { } note)
            {
                parts.Add(new Text(note));
            }

            var table = Tables.Make("OPERATION", "SEEN", "ALLOWED", "WHY");
            foreach (var operation in one.Operations)
            {
                table.AddRow(
                    Cell.Of(operation.Text), Cell.Of(operation.Seen ? "yes" : "no"), Cell.Of(operation.Allowed ? "yes" : "no"), Cell.Of(operation.Why));
            }

            parts.Add(table);
        }

        return new Rows(parts);
    }
}
