using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Changes, newest first.</summary>
internal static class ChangeTable
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(IEnumerable<ChangeView> changes, Drawing drawing)
    {
        var table = Tables.Make("CHANGE", "STATE", "CONDUIT", "WHAT", "PROPOSED", "BY", "REASON");
        foreach (var change in changes)
        {
            table.AddRow(
                Cell.Of(change.Id),
                State(change, drawing.Now),
                Cell.Of(change.Conduit),
                Cell.Of(change.Summary),
                Cell.Of(drawing.Moment(change.ProposedAt)),
                Cell.Of(change.Author),
                Cell.Of(change.Reason));
        }

        return Tables.OrSentence(table, "No changes. 'otedge change propose CONDUIT --mode monitor --reason TEXT' makes one.");
    }

    /// <summary>The state; one that is on its way stands out, with the time that is left.</summary>
    public static IRenderable State(ChangeView change, DateTimeOffset now) => change switch
    {
        { Deadline: { } deadline } => Cell.Of($"{Word(change)}, back in {Cell.Left(deadline - now)}", Cell.Notable),
        { State: not ("confirmed" or "withdrawn" or "rejected" or "stale" or "rolled_back") } => Cell.Of(Word(change), Cell.Notable),
        _ => Cell.Of(Word(change)),
    };

    private static string Word(ChangeView change) => change.State.Replace('_', ' ');
}
