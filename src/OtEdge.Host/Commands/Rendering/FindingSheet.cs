using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Everything about one finding.</summary>
internal static class FindingSheet
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(FindingView finding, Drawing drawing) => Tables.Sheet(
        ("finding", Cell.Of(finding.Id)),
        ("what", Cell.Of(finding.Text)),
        ("kind", Cell.Of(Words.Of(finding.Kind))),
        ("verdict", finding.Kind == FindingKind.Refusal ? Cell.Verdict(finding.Verdict) : null),
        ("reason", finding.Kind == FindingKind.Refusal ? Cell.Of(Words.Of(finding.Reason)) : null),
        ("conduit", Cell.Of(finding.Conduit)),
        ("client", Optional(Client(finding))),
        ("unit", Optional(finding.Unit?.ToString())),
        ("class", finding.Class is { } operationClass ? Cell.Of(Words.Of(operationClass)) : null),
        ("function", Optional(finding.Function)),
        ("addresses", Optional(Addresses(finding))),
        ("node", Optional(finding.OpcUa?.Node)),
        ("path", Optional(finding.OpcUa?.Path)),
        ("method", Optional(finding.OpcUa?.Method)),
        ("attribute", Optional(finding.OpcUa?.Attribute)),
        ("user", Optional(finding.OpcUa?.User)),
        ("application", Optional(finding.OpcUa?.ApplicationUri)),
        ("value", Optional(finding.Value)),
        ("rule", Optional(Rule(finding))),
        ("policy", Optional(finding.PolicyDigest)),
        ("triage", Optional(finding.Triage is { } triage ? Triage(triage, drawing) : null)),
        ("times", Cell.Of(finding.Times)),
        ("first seen", Cell.Of(drawing.Moment(finding.FirstSeen))),
        ("last seen", Cell.Of(drawing.Moment(finding.LastSeen))));

    private static Text? Optional(string? text) => string.IsNullOrEmpty(text) ? null : Cell.Of(text);

    private static string? Client(FindingView finding) =>
        finding.ClientAsset is { } asset ? $"{asset} ({finding.Client})" : finding.Client;

    private static string Triage(TriageView triage, Drawing drawing) =>
        $"{Words.Of(triage.Decision)}, says {triage.By} ({drawing.Moment(triage.At)})" + (triage.Note is { } note ? $": {note}" : "");

    private static string? Rule(FindingView finding) =>
        finding.RuleAt is { } at ? $"{finding.Rule} ({at})" : finding.Rule;

    private static string? Addresses(FindingView finding)
    {
        if (finding.Space is not { } space || finding.Address is not { } first)
        {
            return null;
        }

        int last = first + Math.Max(1, finding.Count ?? 1) - 1;
        string file = finding.File is { } number ? $" {number}, records" : "";
        return $"{Words.Of(space)}{file} {(last == first ? first : $"{first}-{last}")}";
    }
}
