using OtEdge.Core.Findings.Alerts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Everything about one alert.</summary>
internal static class AlertSheet
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(Alert alert, Drawing drawing) => Tables.Sheet(
        ("alert", Cell.Of(alert.Id)),
        ("severity", AlertTable.Severity(alert.Severity)),
        ("what", Cell.Of(alert.Text)),
        ("done", Cell.Of(alert.Done)),
        ("next", Cell.Of(alert.Next)),
        ("state", Cell.Of(AlertTable.State(alert, drawing.Now))),
        ("stands for", Cell.Of(Words.Of(alert.Kind))),
        ("conduit", Optional(alert.Conduit)),
        ("client", Optional(alert.ClientAsset is { } client ? $"{client} ({alert.Client})" : alert.Client)),
        ("asset", Optional(alert.Asset)),
        ("tag", Optional(alert.Tag)),
        ("value", Optional(alert.To is null ? null : alert.From is null ? alert.To : $"{alert.From} -> {alert.To}")),
        ("addresses", Optional(string.Join(", ", alert.Spans.Select(Addresses)))),
        ("rule", Optional(alert.RuleAt is { } at ? $"{alert.Rule} ({at})" : alert.Rule)),
        ("finding", Optional(alert.Finding)),
        ("change", Optional(alert.Change)),
        ("follows", Optional(alert.Follows)),
        ("times", Cell.Of(alert.Times)),
        ("first seen", Cell.Of(drawing.Moment(alert.FirstSeen))),
        ("last seen", Cell.Of(drawing.Moment(alert.LastSeen))),
        ("acknowledged", Optional(alert.AcknowledgedBy is { } by ? Acknowledged(alert, by, drawing) : null)),
        ("shelved until", Optional(alert.ShelvedUntil is { } until ? drawing.Moment(until) : null)));

    private static Text? Optional(string? text) => string.IsNullOrEmpty(text) ? null : Cell.Of(text);

    private static string Acknowledged(Alert alert, string by, Drawing drawing) =>
        $"by {by}" + (alert.AcknowledgedAt is { } at ? $" ({drawing.Moment(at)})" : "") + (alert.Note is { } note ? $": {note}" : "");

    private static string Addresses(AlertSpan span) =>
        $"unit {span.Unit} {Words.Of(span.Space)} {(span.First == span.Last ? span.First : $"{span.First}-{span.Last}")}";
}
