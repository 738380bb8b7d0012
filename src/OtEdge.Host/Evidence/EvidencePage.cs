using System.Globalization;
using System.Net;
using System.Text;
using OtEdge.Console.Api;

namespace OtEdge.Host.Evidence;

/// <summary>A report as one page of HTML that prints well: no script, nothing from outside.</summary>
internal static class EvidencePage
{
    private const string Style = """
        :root { color-scheme: light; }
        body { font: 10.5pt/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; color: #1a1a1a; background: #fff; max-width: 56rem;
          margin: 2rem auto; padding: 0 1.5rem; }
        h1 { font-size: 17pt; margin: 0 0 .2rem; }
        h2 { font-size: 12.5pt; margin: 1.6rem 0 .5rem; border-bottom: 1px solid #999; break-after: avoid; }
        p { margin: .3rem 0; }
        .verdict { margin: 1rem 0; padding: .6rem .9rem; border: 2px solid #1a1a1a; font-weight: 600; break-inside: avoid; }
        .verdict.not { border-style: dashed; }
        table { border-collapse: collapse; width: 100%; margin: .4rem 0; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        th, td { text-align: left; vertical-align: top; padding: .28rem .7rem .28rem 0; border-bottom: 1px solid #ddd; }
        th { font-weight: 600; border-bottom: 1px solid #999; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
        .not { font-weight: 600; }
        td.state { white-space: nowrap; }
        svg text { font-size: 11px; fill: #555; }
        .over { margin: .5rem 0; padding: .4rem .7rem; border-left: 4px solid #1a1a1a; break-inside: avoid; }
        .quiet { color: #555; }
        code { font: 9pt/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; margin: .6rem 0; }
        dt { color: #555; } dd { margin: 0; }
        svg { width: 100%; height: auto; break-inside: avoid; }
        @page { size: A4; margin: 16mm 15mm; }
        @media print { body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt; } }
        """;

    /// <summary>The page.</summary>
    public static string Of(EvidenceView report)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>Evidence: {Text(report.Conduit)}, {Text(report.Policy)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        Head(page, report);
        Gates(page, report);
        Regimes(page, report);
        Discovery(page, report);
        Flows(page, report);
        Gaps(page, report);
        page.Append("<h2>Keep in mind</h2>\n");
        foreach (string note in report.Notes)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{Text(note)}</p>\n");
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Head(StringBuilder page, EvidenceView report)
    {
        int open = report.Gates.Count(gate => !gate.Passed);
        string verdict = report.Ready
            ? "Ready: every gate is passed."
            : $"Not ready: {open} of {report.Gates.Count} gates {(open == 1 ? "is" : "are")} not passed.";
        page.Append(CultureInfo.InvariantCulture, $"""
            <h1>Evidence for {Text(report.Policy)}</h1>
            <p class="quiet">conduit {Text(report.Conduit)}, in {Text(report.Mode)}, site {Text(report.Site)}</p>
            <p class="verdict{(report.Ready ? "" : " not")}">{verdict}</p>
            <dl>
            <dt>Time range</dt><dd>{Moment(report.From)} to {Moment(report.To)}</dd>
            <dt>Judged again</dt><dd>{report.Operations:N0} operations, of which {report.WouldBeRefused:N0} would be refused</dd>
            <dt>Made</dt><dd>{Moment(report.MadeAt)} by {Text(report.Gateway)}</dd>
            <dt>Policy</dt><dd><code>{Text(report.PolicyDigest)}</code></dd>
            <dt>Live policy</dt><dd><code>{Text(report.LivePolicyDigest ?? "none")}</code></dd>
            <dt>Sealed</dt><dd><code>{Text(report.Digest ?? "")}</code></dd>
            </dl>

            """);
    }

    private static void Gates(StringBuilder page, EvidenceView report)
    {
        page.Append("<h2>Gates</h2>\n<table>\n<thead><tr><th>Gate</th><th>State</th><th>Why</th></tr></thead>\n<tbody>\n");
        foreach (var gate in report.Gates)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(gate.Gate)}</td>")
                .Append(gate.Passed ? "<td class=\"state\">passed</td>" : "<td class=\"state not\">not passed</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{string.Join("<br>", gate.Why.Select(Text))}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
        foreach (var one in report.Overridden)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"over\"><strong>Overridden</strong> in {Text(one.Change)}: gate {Text(one.Gate)}, by {Text(one.By)} ")
                .Append(CultureInfo.InvariantCulture, $"on {Moment(one.At)}: {Text(one.Reason)}</p>\n");
        }
    }

    private static void Regimes(StringBuilder page, EvidenceView report)
    {
        page.Append("<h2>Operating regimes</h2>\n<table>\n<thead><tr><th>What the episodes show</th><th class=\"n\">Seen</th>")
            .Append("<th class=\"n\">Wanted</th><th class=\"n\">Hit</th><th class=\"n\">Without new flows</th></tr></thead>\n<tbody>\n");
        foreach (var regime in report.Regimes)
        {
            string worst = regime.Regime == report.WorstRegime ? " <span class=\"quiet\">(the worst covered)</span>" : "";
            string wanted = regime.Wanted > 0 ? $"{regime.Wanted}" : "-";
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(regime.Text)}{worst}</td><td class=\"n\">{regime.Seen}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{wanted}</td><td class=\"n\">{regime.Hit}</td><td class=\"n\">last {regime.Flat}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n<p class=\"quiet\">Episodes are counted, never packets. Bounds hold at 95 % confidence.</p>\n");
        foreach (var rehearsal in report.Regimes.Select(regime => regime.Rehearsal).OfType<SignedRehearsalView>())
        {
            Rehearsal(page, rehearsal);
        }
    }

    private static void Rehearsal(StringBuilder page, SignedRehearsalView rehearsal)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>Rehearsal of {Text(rehearsal.Regime)}</h2>\n<p>Signed by {Text(rehearsal.By)} on {Moment(rehearsal.At)}; ")
            .Append(rehearsal.Stands ? "it stands for the regime. It is no sample." : "it does not stand for the regime.")
            .Append(CultureInfo.InvariantCulture, $"</p>{(rehearsal.Note is { } note ? $"\n<p>{Text(note)}</p>" : "")}\n<p class=\"quiet\"><code>{Text(rehearsal.SignedDigest)}</code></p>\n")
            .Append("<table>\n<thead><tr><th>Operation</th><th>Seen</th><th>Allowed</th><th>Why</th></tr></thead>\n<tbody>\n");
        foreach (var operation in rehearsal.Operations)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{Text(operation.Text)}</code></td><td>{(operation.Seen ? "yes" : "<b>no</b>")}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td>{(operation.Allowed ? "yes" : "<b>no</b>")}</td><td>{Text(operation.Why)}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static void Discovery(StringBuilder page, EvidenceView report)
    {
        page.Append("<h2>Discovery</h2>\n");
        if (report.Discovery.Count == 0)
        {
            page.Append("<p>No episode was seen.</p>\n");
            return;
        }

        int all = report.Discovery[^1].Flows;
        int late = report.Discovery.Skip(1).Sum(point => point.NewFlows);
        page.Append(CultureInfo.InvariantCulture, $"<p>{all} flows were seen in {EvidenceText.Episodes(report.Discovery.Count)}, {late} of them after the first episode.</p>\n");
        const int Width = 720, Height = 110;
        double step = (double)Width / report.Discovery.Count;
        var line = new StringBuilder();
        double before = Height;
        for (int at = 0; at < report.Discovery.Count; at++)
        {
            double y = Height - (report.Discovery[at].Flows * (Height - 6.0) / Math.Max(1, all));
            line.Append(CultureInfo.InvariantCulture, $"{at * step:0.#},{before:0.#} {at * step:0.#},{y:0.#} {(at + 1) * step:0.#},{y:0.#} ");
            before = y;
        }

        page.Append(CultureInfo.InvariantCulture, $"""
            <svg viewBox="-2 -14 {Width + 4} {Height + 32}" role="img" aria-label="Flows seen, by episode: {all} at the end">
            <polyline points="0,{Height} {Width},{Height}" fill="none" stroke="#999"/>
            <polyline points="{line.ToString().TrimEnd()}" fill="none" stroke="#1a1a1a" stroke-width="2"/>
            <text x="{Width}" y="-3" text-anchor="end">{all} flows</text>
            <text x="0" y="{Height + 14}">episode {report.Discovery[0].Episode}</text>
            <text x="{Width}" y="{Height + 14}" text-anchor="end">episode {report.Discovery[^1].Episode}</text>
            </svg>
            <table>
            <thead><tr><th class="n">Episode</th><th>Regime</th><th>Began</th><th class="n">New flows</th><th class="n">Flows</th></tr></thead>
            <tbody>

            """);
        foreach (var point in report.Discovery.Where(point => point.NewFlows > 0))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\">{point.Episode}</td><td>{Text(point.Regime)}</td><td>{Moment(point.From)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{point.NewFlows}</td><td class=\"n\">{point.Flows}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n<p class=\"quiet\">Only episodes that brought something new are listed.</p>\n");
    }

    private static void Flows(StringBuilder page, EvidenceView report)
    {
        page.Append("<h2>What would be refused</h2>\n");
        if (report.Flows.Count == 0)
        {
            page.Append("<p>Nothing that was recorded would be refused.</p>\n");
            return;
        }

        page.Append("<table>\n<thead><tr><th>Flow</th><th>What</th><th class=\"n\">Times</th><th>Regimes</th><th>Triage</th></tr></thead>\n<tbody>\n");
        foreach (var flow in report.Flows)
        {
            string note = flow.Triage?.Note is { } said ? $"<br><span class=\"quiet\">{Text(said)}</span>" : "";
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{Text(flow.Flow)}</code></td><td>{Text(EvidenceText.Who(flow))}: {Text(flow.Text)}")
                .Append(CultureInfo.InvariantCulture, $"<br><span class=\"quiet\">{Moment(flow.FirstSeen)} to {Moment(flow.LastSeen)}</span></td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{flow.Times:N0}</td><td>{Text(EvidenceText.Regimes(flow))}</td><td>{Text(EvidenceText.Said(flow))}{note}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static void Gaps(StringBuilder page, EvidenceView report)
    {
        page.Append("<h2>Gaps in the recording</h2>\n");
        if (report.Gaps.Count == 0)
        {
            page.Append("<p>None is known.</p>\n");
            return;
        }

        page.Append("<table>\n<thead><tr><th>From</th><th>To</th><th class=\"n\">Operations lost</th><th>Cause</th></tr></thead>\n<tbody>\n");
        foreach (var gap in report.Gaps)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Moment(gap.From)}</td><td>{Moment(gap.To)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{(gap.Lost > 0 ? $"{gap.Lost:N0}" : "unknown")}</td><td>{Text(gap.Cause)}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
    }

    private static string Moment(DateTimeOffset moment) => EvidenceText.Moment(moment);

    // Names and texts come from traffic and settings; none of it may become markup.
    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
