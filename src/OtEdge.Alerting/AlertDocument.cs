using System.Text.Json;
using OtEdge.Core.Findings.Alerts;

namespace OtEdge.Alerting;

/// <summary>An alert as receivers read it; `alert.schema.json` describes it.</summary>
internal sealed record AlertDocument
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Severity { get; init; }

    public required string? Conduit { get; init; }

    public required string Text { get; init; }

    public required string Done { get; init; }

    public required string Next { get; init; }

    public required long Times { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    public required DateTimeOffset LastSeen { get; init; }

    public string? Follows { get; init; }

    public string? Finding { get; init; }

    public string? About { get; init; }

    public string? Verdict { get; init; }

    public string? Client { get; init; }

    public string? ClientAsset { get; init; }

    public string? Asset { get; init; }

    public string? Tag { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Function { get; init; }

    public string? Rule { get; init; }

    public string? RuleAt { get; init; }

    public string? Change { get; init; }

    public IReadOnlyList<AddressesDocument>? Addresses { get; init; }

    /// <summary>The document of an alert.</summary>
    public static AlertDocument Of(Alert alert) => new()
    {
        Id = alert.Id,
        Kind = Word(alert.Kind),
        Severity = Word(alert.Severity),
        Conduit = alert.Conduit.Length == 0 ? null : alert.Conduit,
        Text = alert.Text,
        Done = alert.Done,
        Next = alert.Next,
        Times = alert.Times,
        RaisedAt = alert.RaisedAt.ToUniversalTime(),
        FirstSeen = alert.FirstSeen.ToUniversalTime(),
        LastSeen = alert.LastSeen.ToUniversalTime(),
        Follows = alert.Follows,
        Finding = alert.Finding,
        About = alert.About is { } about ? Word(about) : null,
        Verdict = alert.Verdict is { } verdict ? Word(verdict) : null,
        Client = alert.Client,
        ClientAsset = alert.ClientAsset,
        Asset = alert.Asset,
        Tag = alert.Tag,
        From = alert.From,
        To = alert.To,
        Function = alert.Function,
        Rule = alert.Rule,
        RuleAt = alert.RuleAt,
        Change = alert.Change,
        Addresses = alert.Spans.Count == 0
            ? null
            : [.. alert.Spans.Select(span => new AddressesDocument(span.Unit, Word(span.Space), span.First, span.Last))],
    };

    /// <summary>A name as JSON has it: <c>WouldBeRefused</c> as <c>would_be_refused</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
