using OtEdge.Core.Findings.Alerts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Alerts, last raised first.</summary>
internal static class AlertTable
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(IEnumerable<Alert> alerts, Drawing drawing)
    {
        var table = Tables.Make("ALERT", "RAISED", "SEVERITY", "TIMES#", "STATE", "WHAT");
        foreach (var alert in alerts)
        {
            table.AddRow(
                Cell.Of(alert.Id),
                Cell.Of(drawing.Moment(alert.RaisedAt)),
                Severity(alert.Severity),
                Cell.Of(alert.Times),
                Cell.Of(State(alert, drawing.Now)),
                Cell.Of(alert.Text));
        }

        return Tables.OrSentence(table, "No alerts.");
    }

    /// <summary>A severity by letter and word, so that it needs no colour.</summary>
    public static Text Severity(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Critical => Cell.Of("!! critical", Cell.Urgent),
        AlertSeverity.High => Cell.Of("! high", Cell.Urgent),
        AlertSeverity.Medium => Cell.Of("medium", Cell.Notable),
        _ => Cell.Of("low"),
    };

    /// <summary>open, shelved, acknowledged or over.</summary>
    public static string State(Alert alert, DateTimeOffset now) =>
        alert.ShelvedUntil > now ? "shelved"
        : alert.AcknowledgedBy is not null ? "acknowledged"
        : alert.IsOpen ? "open"
        : "over";
}
