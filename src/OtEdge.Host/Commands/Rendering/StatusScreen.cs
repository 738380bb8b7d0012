using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>The whole site on one screen.</summary>
internal static class StatusScreen
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(StatusView status, Drawing drawing)
    {
        IRenderable heading = Cell.Of(Heading(status, drawing));
        var shown = new Rows(
            status.Regime is { } regime ? new Rows(heading, RegimeLine.Draw(regime, drawing)) : heading,
            Notices.Space(),
            Zones(status),
            Notices.Space(),
            Tables.OrSentence(ConduitTable.Draw(status.Conduits, drawing), "No conduit is configured."));
        return Notices.Under(shown, Abnormal(status));
    }

    private static string Heading(StatusView status, Drawing drawing) =>
        $"site {status.Site}, gateway {status.Gateway}, governance {status.Governance}, "
        + $"otedge {Words.Version(status.Version)} up {Cell.Left(drawing.Now - status.StartedAt)}";

    private static Table Zones(StatusView status)
    {
        var table = Tables.Make("ZONE", "MODE", "CONDUITS");
        foreach (var zone in status.Zones)
        {
            table.AddRow(Cell.Of(zone.Name), Cell.Mode(zone.Mode), Cell.Of(zone.Conduits));
        }

        return table;
    }

    private static IEnumerable<IRenderable> Abnormal(StatusView status)
    {
        foreach (var notice in ConduitTable.Notices(status.Conduits))
        {
            yield return notice;
        }

        if (status.JournalFault is { } fault)
        {
            yield return Notices.Fault($"the journal cannot be written, nothing tightens until it can: {fault}");
        }

        if (status.Untriaged > 0)
        {
            yield return Notices.Note(
                $"{status.Untriaged:N0} findings would be refused and wait for a word: otedge findings triage ID --allow or --meant");
        }

        foreach (var receiver in status.AlertReceivers.Where(receiver => receiver.Fault is not null))
        {
            yield return Notices.Fault($"{receiver.Name} is not told of alerts, {receiver.Waiting:N0} wait: {receiver.Fault}");
        }

        if (status.FindingsShed > 0)
        {
            yield return Notices.Note($"{status.FindingsShed:N0} findings were lost because recording could not keep up");
        }

        if (status.RecordingFault is { } recording)
        {
            yield return Notices.Fault($"{recording} Traffic itself is not affected; what passes now will be a gap.");
        }
        else if (status.Recording == "off")
        {
            yield return Notices.Note("traffic is not recorded (recording: { enabled: false }): there will be no evidence of it");
        }
        else if (status.Recording == "shedding")
        {
            yield return Notices.Note("traffic is recorded with gaps: more passes than the disk can take; see otedge flows gaps");
        }

        if (status.SettingsProblems.Count > 0)
        {
            yield return Notices.Fault("the settings on disk were rejected, the former ones run; 'otedge check' says where:");
            foreach (var problem in status.SettingsProblems)
            {
                yield return Notices.Note("  " + ProblemLine.Of(problem));
            }
        }
    }
}
