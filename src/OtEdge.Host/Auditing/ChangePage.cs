using System.Globalization;
using System.Net;
using System.Text;
using OtEdge.Console.Api;

namespace OtEdge.Host.Auditing;

/// <summary>A change as one page of HTML that prints: no script, nothing from outside.</summary>
internal static class ChangePage
{
    private const string Style =
        "body{font:10.5pt/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:56rem;margin:2rem auto;padding:0 1.5rem}"
        + "h1{font-size:17pt;margin:0}h2{font-size:12.5pt;border-bottom:1px solid #999}table{border-collapse:collapse;width:100%}"
        + "th,td{text-align:left;vertical-align:top;padding:.28rem .7rem .28rem 0;border-bottom:1px solid #ddd}td{overflow-wrap:anywhere}"
        + "@page{size:A4;margin:16mm 15mm}";

    /// <summary>The page.</summary>
    public static string Of(ChangeView change)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>Change {Text(change.Id)}</title>\n<style>{Style}</style>\n</head>\n<body>\n")
            .Append(CultureInfo.InvariantCulture, $"<h1>Change {Text(change.Id)} of {Text(change.Conduit)}</h1>\n<p>{Text(change.Summary)}</p>\n<table>\n");
        Row(page, "state", change.State);
        Row(page, "author", change.Author);
        Row(page, "reason", change.Reason);
        Row(page, "proposed", Moment(change.ProposedAt));
        Row(page, "trial", change.Trial);
        Row(page, "overridden", change.Override);
        Row(page, "outcome", change.Outcome);
        foreach (ChangeQuestionView question in change.Questions)
        {
            Row(page, Text(question.Asks), question.Answer ?? "not answered");
        }

        page.Append("</table>\n<h2>What happened</h2>\n<table>\n<tr><th>when</th><th>state</th><th>who</th><th>what</th></tr>\n");
        foreach (ChangeMarkView mark in change.History)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td>{Moment(mark.At)}</td><td>{Text(mark.State)}</td><td>{Text(mark.By ?? "otedge")}</td><td>{Text(mark.What)}</td></tr>\n");
        }

        return page.Append("</table>\n<p>Verify this archive on any machine: otedge changes verify FILE</p>\n</body>\n</html>\n").ToString();
    }

    private static void Row(StringBuilder page, string name, string? value)
    {
        if (value is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th>{name}</th><td>{Text(value)}</td></tr>\n");
        }
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
