using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Conduits with their modes and their traffic.</summary>
internal static class ConduitTable
{
    /// <summary>Draws it.</summary>
    public static Table Draw(IEnumerable<ConduitView> conduits, Drawing drawing)
    {
        List<string> headings = ["CONDUIT", "MODE", "SCOPE", "SINCE", "REQUESTS#", "WOULD BE REFUSED#", "REFUSED#", "CHANGE IN FLIGHT"];
        if (drawing.IsLive)
        {
            headings.Insert(headings.IndexOf("REQUESTS#"), "REQ/S#");
        }

        var table = Tables.Make([.. headings]);
        foreach (var conduit in conduits)
        {
            table.AddRow(Row(conduit, drawing));
        }

        return table;
    }

    /// <summary>What is wrong with a conduit and what waits for its restart, a line each.</summary>
    public static IEnumerable<IRenderable> Notices(IEnumerable<ConduitView> conduits)
    {
        foreach (var conduit in conduits)
        {
            if (conduit.Fault is { } fault)
            {
                yield return Rendering.Notices.Fault($"{conduit.Name} does not listen: {fault}");
            }

            foreach (string abnormal in CallSheet.Abnormal(conduit))
            {
                yield return Rendering.Notices.Note($"{conduit.Name}: {abnormal}");
            }

            if (conduit.BreakGlass is { } glass)
            {
                yield return Rendering.Notices.Fault(
                    $"{conduit.Name}: break-glass {glass.Id} by {glass.By} {glass.State}, {glass.Form}, mode before {glass.BeforeMode}: {glass.Reason}");
            }

            foreach (var permit in conduit.Permits)
            {
                yield return Rendering.Notices.Note(permit.State == "running"
                    ? $"{conduit.Name}: permit {permit.Id} runs for {permit.Client}, {permit.Left} left: {permit.Reason}"
                    : $"{conduit.Name}: permit {permit.Id} for {permit.Client} waits for approval: otedge permit approve {permit.Id}");
            }

            if (conduit.Shadow is { } shadow)
            {
                yield return Rendering.Notices.Note(ShadowSheet.Line(conduit.Name, shadow));
            }

            foreach (string waiting in conduit.AwaitsRestart)
            {
                yield return Rendering.Notices.Note(
                    $"{conduit.Name}: {waiting} takes effect with 'otedge conduits restart {conduit.Name}'");
            }
        }
    }

    private static List<IRenderable> Row(ConduitView conduit, Drawing drawing)
    {
        List<IRenderable> row =
        [
            Cell.Of(conduit.Name),
            Cell.Mode(conduit.Mode),
            Cell.Of(ScopeWords.Of(conduit.Scope, conduit.ScopeClients)),
            Cell.Of(drawing.Moment(conduit.Since)),
            Cell.Of(conduit.RequestsTotal),
            Cell.Abnormal(conduit.WouldBeRefusedTotal),
            Cell.Abnormal(conduit.RefusedTotal),
            Cell.InFlight(conduit.ChangeInFlight, drawing.Now),
        ];
        if (drawing.IsLive)
        {
            double? rate = drawing.PerSecond(conduit.Name, conduit.RequestsTotal);
            row.Insert(4, Cell.Of(rate is null ? "" : $"{rate:N1}"));
        }

        return row;
    }
}
