using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Break-glass and permits, newest first.</summary>
internal static class ExemptionTables
{
    /// <summary>Draws break-glass.</summary>
    public static IRenderable Glasses(IEnumerable<BreakGlassView> glasses, Drawing drawing)
    {
        var table = Tables.Make("ID", "CONDUIT", "FORM", "STATE", "BY", "AT", "UNTIL", "REASON", "REVIEW");
        foreach (var glass in glasses)
        {
            table.AddRow(
                Cell.Of(glass.Id),
                Cell.Of(glass.Conduit),
                Cell.Of(glass.Form),
                glass.EndedAt is null ? Cell.Of(glass.State, Cell.Urgent) : Cell.Of(glass.State),
                Cell.Of(glass.By),
                Cell.Of(drawing.Moment(glass.At)),
                Cell.Of(drawing.Moment(glass.Until)),
                Cell.Of(glass.Reason),
                glass.ReviewedBy is { } reviewer ? Cell.Of($"{reviewer}: {glass.Review}") : Cell.Of(glass.EndedAt is null ? "" : "due", Cell.Notable));
        }

        return Tables.OrSentence(table, "The glass was never broken.");
    }

    /// <summary>Draws permits.</summary>
    public static IRenderable Permits(IEnumerable<PermitView> permits, Drawing drawing)
    {
        var table = Tables.Make("ID", "CONDUIT", "CLIENT", "STATE", "LEFT", "BY", "AT", "APPROVED BY", "REASON");
        foreach (var permit in permits)
        {
            table.AddRow(
                Cell.Of(permit.Id),
                Cell.Of(permit.Conduit),
                Cell.Of(permit.Client),
                permit.State == "ended" ? Cell.Of(permit.State) : Cell.Of(permit.State, Cell.Notable),
                Cell.Of(permit.Left ?? ""),
                Cell.Of(permit.By),
                Cell.Of(drawing.Moment(permit.At)),
                Cell.Of(string.Join(", ", permit.ApprovedBy)),
                Cell.Of(permit.Ending is { } ending ? $"{permit.Reason} ({ending})" : permit.Reason));
        }

        return Tables.OrSentence(table, "There was never a permit.");
    }
}
