using OtEdge.Console.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OtEdge.Host.Commands.Rendering;

/// <summary>What a shadowed candidate would change.</summary>
internal static class ShadowSheet
{
    /// <summary>Draws it.</summary>
    public static IRenderable Draw(ShadowReport report, Drawing drawing)
    {
        if (report.Shadow is not { } shadow)
        {
            return new Text($"{report.Conduit} shadows no candidate; begin with 'otedge shadow {report.Conduit} --policy FILE'.");
        }

        var sheet = Tables.Sheet(
            ("conduit", Cell.Of(report.Conduit)),
            ("candidate", Cell.Of($"{shadow.Policy} ({shadow.PolicyDigest[..Math.Min(12, shadow.PolicyDigest.Length)]})")),
            ("since", Cell.Of(drawing.Moment(shadow.Since))),
            ("judged", Cell.Of(Words.Count(shadow.JudgedTotal, "operation"))),
            ("would be refused", Cell.Abnormal(shadow.WouldBeRefusedTotal)),
            ("differs", Cell.Abnormal(shadow.DiffersTotal)),
            ("not judged", shadow.FaultsTotal == 0 ? null : Cell.Abnormal(shadow.FaultsTotal)));
        return new Rows(sheet, Notices.Space(), Differences(report, drawing));
    }

    /// <summary>One line for the whole site's screen.</summary>
    public static string Line(string conduit, ShadowView shadow) =>
        $"{conduit} shadows {shadow.Policy}: of {Words.Count(shadow.JudgedTotal, "operation")}, "
        + $"{shadow.WouldBeRefusedTotal:N0} would be refused and {shadow.DiffersTotal:N0} decided differently";

    private static IRenderable Differences(ShadowReport report, Drawing drawing)
    {
        var table = Tables.Make("FINDING", "LAST SEEN", "TIMES#", "NOW", "WHAT");
        foreach (var finding in report.Differences)
        {
            table.AddRow(
                Cell.Of(finding.Id),
                Cell.Of(drawing.Moment(finding.LastSeen)),
                Cell.Of(finding.Times),
                Cell.Verdict(finding.Verdict),
                Cell.Of(finding.Text));
        }

        return Tables.OrSentence(table, "No difference was seen.");
    }
}
