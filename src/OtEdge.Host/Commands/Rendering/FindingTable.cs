using OtEdge.Console.Api;
using OtEdge.Core.Findings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>Findings, last seen first.</summary>
internal static class FindingTable
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(IEnumerable<FindingView> findings, Drawing drawing)
    {
        var table = Tables.Make("FINDING", "LAST SEEN", "TIMES#", "CONDUIT", "VERDICT", "TRIAGE", "WHAT");
        foreach (var finding in findings)
        {
            table.AddRow(
                Cell.Of(finding.Id),
                Cell.Of(drawing.Moment(finding.LastSeen)),
                Cell.Of(finding.Times),
                Cell.Of(finding.Conduit),
                Verdict(finding),
                Triage(finding),
                Cell.Of(What(finding)));
        }

        return Tables.OrSentence(table, "No findings.");
    }

    // The column beside it says the verdict already.
    private static string What(FindingView finding)
    {
        string verdict = $"{Words.Of(finding.Verdict)}: ";
        return finding.Text.StartsWith(verdict, StringComparison.Ordinal) ? finding.Text[verdict.Length..] : finding.Text;
    }

    // What would be refused waits for a word; the others need none.
    private static Text Triage(FindingView finding) =>
        finding.Triage is { } triage ? Cell.Of(Words.Of(triage.Decision))
        : finding.Verdict == VerdictWord.WouldBeRefused ? Cell.Of("open", Cell.Notable)
        : Cell.Of("");

    private static Text Verdict(FindingView finding) =>
        finding.Kind == FindingKind.Refusal ? Cell.Verdict(finding.Verdict) : Cell.Of(Words.Of(finding.Kind));
}
