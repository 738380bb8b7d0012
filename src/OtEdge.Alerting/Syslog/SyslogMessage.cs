using System.Globalization;
using System.Net;
using System.Text;
using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Alerting.Syslog;

/// <summary>An alert as a syslog message (RFC 5424) with a body in the Common Event Format (CEF 0).</summary>
internal static class SyslogMessage
{
    /// <summary>Most bytes in a datagram; RFC 5424, 6.1 asks receivers for 2,048.</summary>
    public const int DatagramBytesMax = 2048;

    /// <summary>Most bytes in a stream; RFC 5425, 4.3.1 asks receivers for 8,192.</summary>
    public const int StreamBytesMax = 8192;

    // RFC 5424, 6.2.1: local use 0.
    private const int Facility = 16;
    private const int HostNameLettersMax = 255;

    /// <summary>The bytes of an alert; its text is cut where they would be too many.</summary>
    public static byte[] Write(Alert alert, GatewayName gateway, int bytesMax)
    {
        string head = Head(alert, gateway);
        string end = string.Concat(Extensions(alert, gateway).Select(one => $" {one.Key}={Escaped(one.Value)}"));
        string text = Escaped(alert.Text);
        int room = bytesMax - Encoding.UTF8.GetByteCount(head) - Encoding.UTF8.GetByteCount(end);
        while (Encoding.UTF8.GetByteCount(text) > room && text.Length > 0)
        {
            text = text[..^(char.IsLowSurrogate(text[^1]) ? 2 : 1)].TrimEnd('\\');
        }

        byte[] all = Encoding.UTF8.GetBytes($"{head}msg={text}{end}");
        return all.Length <= bytesMax ? all : all[..bytesMax];
    }

    private static string Head(Alert alert, GatewayName gateway)
    {
        string at = alert.RaisedAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        string host = Printable($"{gateway.Gateway}.{gateway.Site}");
        string kind = AlertDocument.Word(alert.Kind);
        string about = alert.About is { } word ? AlertDocument.Word(word) : kind;
        string name = alert.Verdict is { } verdict ? $"{about} {AlertDocument.Word(verdict)}" : about;
        return $"<{(Facility * 8) + SyslogSeverity(alert.Severity)}>1 {at} {host} otedge - {kind} - "
            + $"CEF:0|OtEdge|otedge|{HeaderText(gateway.Version)}|{HeaderText(about)}|{HeaderText(name.Replace('_', ' '))}|{CefSeverity(alert.Severity)}|";
    }

    private static IEnumerable<KeyValuePair<string, string>> Extensions(Alert alert, GatewayName gateway)
    {
        (string Key, string? Value)[] all =
        [
            ("externalId", alert.Id),
            ("rt", Milliseconds(alert.RaisedAt)),
            ("start", Milliseconds(alert.FirstSeen)),
            ("end", Milliseconds(alert.LastSeen)),
            ("cnt", alert.Times.ToString(CultureInfo.InvariantCulture)),
            ("dvchost", gateway.Gateway),
            ("src", IPAddress.TryParse(alert.Client, out _) ? alert.Client : null),
            ("shost", alert.ClientAsset),
            ("dhost", alert.Asset),
            ("act", alert.Verdict is { } verdict ? AlertDocument.Word(verdict) : null),
            ("outcome", alert.Done),
            .. Labelled(1, "conduit", alert.Conduit.Length == 0 ? null : alert.Conduit),
            .. Labelled(2, "rule", alert.RuleAt is null ? alert.Rule : $"{alert.Rule} ({alert.RuleAt})"),
            .. Labelled(3, "tag", alert.Tag),
            .. Labelled(4, "from", alert.From),
            .. Labelled(5, "to", alert.To),
            .. Labelled(6, "next", alert.Next),
        ];
        return all.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Key, one.Value!));
    }

    private static (string Key, string? Value)[] Labelled(int number, string label, string? value) =>
        [($"cs{number}Label", value is null ? null : label), ($"cs{number}", value)];

    private static string Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    // RFC 5424, 6.2.1: notice, warning, error, critical.
    private static int SyslogSeverity(AlertSeverity severity) => 5 - (int)severity;

    private static int CefSeverity(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Low => 3,
        AlertSeverity.Medium => 5,
        AlertSeverity.High => 8,
        _ => 10,
    };

    private static string HeaderText(string text) => Line(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal);

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("=", "\\=", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n")
        .Replace("\0", "", StringComparison.Ordinal);

    private static string Line(string text) => string.Concat(text.Select(one => char.IsControl(one) ? ' ' : one));

    // RFC 5424, 6: PRINTUSASCII, no spaces.
    private static string Printable(string text)
    {
        string kept = string.Concat(text.Select(one => one is > ' ' and <= '~' ? one : '_'));
        return kept.Length <= HostNameLettersMax ? kept : kept[..HostNameLettersMax];
    }
}
