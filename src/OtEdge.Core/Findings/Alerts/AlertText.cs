using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OtEdge.Core.Policy;

namespace OtEdge.Core.Findings.Alerts;

/// <summary>Makes alerts and says them in words.</summary>
public static class AlertText
{
    private const int IdHexDigits = 12;

    /// <summary>An alert about one finding.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="severity">How urgent it is.</param>
    /// <param name="place">What the site says of its place.</param>
    /// <param name="number">A number that no other alert of this process has.</param>
    public static Alert Of(Finding finding, AlertSeverity severity, AlertPlace place, long number) => new()
    {
        Id = IdOf(finding.Key, finding.LastSeen, number),
        Key = finding.Key,
        Conduit = finding.Conduit,
        Kind = AlertKind.Finding,
        Severity = severity,
        Text = $"{Where(finding.Conduit, place.Asset)}: {finding.Text}{Moved(finding, place)}",
        Done = AlertAdvice.Done(finding),
        Next = AlertAdvice.Next(finding),
        RaisedAt = finding.LastSeen,
        FirstSeen = finding.FirstSeen,
        LastSeen = finding.LastSeen,
        Times = finding.Times,
        Finding = finding.Id,
        About = finding.Kind,
        Verdict = SaysVerdict(finding) ? finding.Verdict : null,
        Client = finding.Client,
        ClientAsset = finding.ClientAsset,
        Asset = place.Asset,
        Tag = place.Tag,
        From = finding.Value is null ? null : place.From,
        To = finding.Value,
        Function = finding.Function,
        Rule = finding.Rule,
        RuleAt = finding.RuleAt,
        Spans = AlertSpans.Of(finding),
        IsOpen = true,
    };

    /// <summary>The alert that begins a flood.</summary>
    /// <param name="key">Key of the flood.</param>
    /// <param name="isOfOneClient">True when it is about one client; false: about everybody at the conduit.</param>
    /// <param name="finding">The finding that made it one.</param>
    /// <param name="severity">Severity of that finding.</param>
    /// <param name="place">What the site says of its place.</param>
    internal static Alert Flood(string key, bool isOfOneClient, Finding finding, AlertSeverity severity, AlertPlace place)
    {
        string who = isOfOneClient ? Who(finding.Client, finding.ClientAsset) : "several clients";
        Alert one = Of(finding, severity > AlertSeverity.Medium ? severity : AlertSeverity.Medium, place, 0);
        return one with
        {
            Id = IdOf(key, finding.LastSeen, 0),
            Key = key,
            Kind = AlertKind.Flood,
            Text = $"{Where(finding.Conduit, place.Asset)}: flood: {who} raised many different alerts of one sort ({Sort(finding)}); from now on "
                + $"they are counted here and told together when it is over; the last one: {finding.Text}",
            Next = $"find out what {who} is doing: otedge findings --conduit {finding.Conduit}; if it does not belong here, take it off the network",
            Finding = null,
            Client = isOfOneClient ? finding.Client : null,
            ClientAsset = isOfOneClient ? finding.ClientAsset : null,
            Tag = null,
            From = null,
            To = null,
            Rule = null,
            RuleAt = null,
        };
    }

    /// <summary>The alert that tells what became of an earlier one.</summary>
    /// <param name="earlier">The earlier alert, with its present counts.</param>
    /// <param name="at">The moment.</param>
    /// <param name="isQuiet">True when it has stopped; false: it goes on.</param>
    internal static Alert Summary(Alert earlier, DateTimeOffset at, bool isQuiet)
    {
        string times = string.Create(CultureInfo.InvariantCulture, $"{earlier.Times} times");
        string what = earlier.Kind == AlertKind.Flood ? "flood" : "this";
        string how = isQuiet ? $"{what} has stopped" : $"{what} goes on";
        string story = earlier.Kind == AlertKind.Flood ? Story(earlier) : earlier.Text;
        return earlier with
        {
            Id = IdOf(earlier.Id, at, earlier.Times),
            Kind = AlertKind.Summary,
            Text = $"{how}: seen {times} from {Moment(earlier.FirstSeen)} to {Moment(earlier.LastSeen)}: {story}",
            RaisedAt = at,
            Follows = earlier.Id,
            IsOpen = false,
            AcknowledgedAt = null,
            AcknowledgedBy = null,
            Note = null,
        };
    }

    /// <summary>The alert that stands for others that were dropped.</summary>
    /// <param name="conduit">Their conduit.</param>
    /// <param name="receiver">Who did not take them.</param>
    /// <param name="count">How many.</param>
    /// <param name="first">When the first of them was raised.</param>
    /// <param name="last">When the last of them was raised.</param>
    public static Alert Gap(string conduit, string receiver, long count, DateTimeOffset first, DateTimeOffset last)
    {
        string key = $"{conduit}|gap|{receiver}";
        return new Alert
        {
            Id = IdOf(key, first, last.UtcTicks),
            Key = key,
            Conduit = conduit,
            Kind = AlertKind.Gap,
            Severity = AlertSeverity.Medium,
            Text = string.Create(
                CultureInfo.InvariantCulture,
                $"{Where(conduit, null)}: {count} alerts for {receiver}, raised from {Moment(first)} to {Moment(last)}, were dropped: it did not take them for too long"),
            Done = "the least urgent went first, the oldest of them first; all of them are still in the journal",
            Next = $"read them here: otedge alerts{(conduit.Length > 0 ? $" --conduit {conduit}" : "")}; look why {receiver} was away: otedge doctor",
            RaisedAt = last,
            FirstSeen = first,
            LastSeen = last,
            Times = count,
        };
    }

    /// <summary>The alert about a change that went back, by itself or by a person.</summary>
    /// <param name="change">Id of the change.</param>
    /// <param name="conduit">Its conduit.</param>
    /// <param name="summary">What it changed, in words.</param>
    /// <param name="outcome">Why it went back, in words.</param>
    /// <param name="at">When it did.</param>
    public static Alert WentBack(string change, string conduit, string summary, string outcome, DateTimeOffset at)
    {
        string key = $"{conduit}|change|{change}";
        return new Alert
        {
            Id = IdOf(key, at, 0),
            Key = key,
            Conduit = conduit,
            Kind = AlertKind.Change,
            Severity = AlertSeverity.High,
            Text = $"{conduit}: change {change} ({summary}) went back: {outcome}",
            Done = "the conduit is in its last confirmed posture again",
            Next = $"find out why before it is tried again: otedge changes show {change}",
            RaisedAt = at,
            FirstSeen = at,
            LastSeen = at,
            Change = change,
        };
    }

    /// <summary>The alert of a person who tries whether alerts arrive.</summary>
    public static Alert Test(string by, AlertSeverity severity, DateTimeOffset now, long number) => new()
    {
        Id = IdOf("|test|", now, number),
        Key = "|test|",
        Conduit = "",
        Kind = AlertKind.Test,
        Severity = severity,
        Text = $"gateway: this is a test of alerts by {by}; nothing happened",
        Done = "nothing",
        Next = "nothing: if you read this where alerts should arrive, they do",
        RaisedAt = now,
        FirstSeen = now,
        LastSeen = now,
    };

    private static string IdOf(string key, DateTimeOffset at, long number) =>
        $"a-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{key}|{at.UtcTicks}|{number}"))))[..IdHexDigits]}";

    private static string Where(string conduit, string? asset) =>
        conduit.Length == 0 ? "gateway" : asset is null ? conduit : $"{conduit} to {asset}";

    private static string Who(string? client, string? asset) =>
        client is null ? "a client" : asset is null ? client : $"{asset} ({client})";

    private static string Moved(Finding finding, AlertPlace place) =>
        finding.Value is null || place.From is null ? "" : $"; from {place.From} to {finding.Value}";

    private static bool SaysVerdict(Finding finding) =>
        finding.Kind is not (FindingKind.SettingsRejected or FindingKind.RecordingShed or FindingKind.DeviceUnreachable or FindingKind.DeviceTimeout);

    private static string Sort(Finding finding) => finding.Kind switch
    {
        FindingKind.Refusal => $"{Class(finding.Class)} that {(finding.Verdict == VerdictWord.Refused ? "were" : "would be")} refused",
        _ => finding.Kind.ToString(),
    };

    private static string Story(Alert flood)
    {
        string who = flood.Client is null ? "several clients" : Who(flood.Client, flood.ClientAsset);
        string where = flood.Spans.Count == 0
            ? ""
            : "; touched " + string.Join(", ", flood.Spans.Select(span =>
                $"unit {span.Unit} {AddressText.Of(span.Space, new AddressRange(span.First, span.Last), 0)}"));
        return $"{Where(flood.Conduit, flood.Asset)}: {who}{where}; {flood.Done}";
    }

    private static string Class(OperationClass? operation) => operation switch
    {
        OperationClass.Read => "reads",
        OperationClass.Write => "writes",
        OperationClass.Call => "calls",
        _ => "requests",
    };

    private static string Moment(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
