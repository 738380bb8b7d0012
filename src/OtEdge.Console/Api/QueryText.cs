using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OtEdge.Core.Auditing;
using OtEdge.Core.Findings;
using OtEdge.Core.Findings.Alerts;
using OtEdge.Core.Policy;
using OtEdge.Core.Traffic;

namespace OtEdge.Console.Api;

/// <summary>Reads query strings.</summary>
internal static class QueryText
{
    private const int CountDefault = 100;
    private const int CountMax = 10_000;
    private const string LimitExpected = "1 to 10000";
    private const string MomentExpected = "a moment such as 2026-01-31T08:15:00Z, or a duration back from now such as 1h";

    /// <summary>`conduit`, `kind`, `verdict`, `since` and `limit` as a query for findings.</summary>
    /// <param name="query">The query string.</param>
    /// <param name="now">The moment that durations count back from.</param>
    public static Answer<FindingQuery> Findings(IQueryCollection query, DateTimeOffset now)
    {
        if (!TryWord(query["kind"], out FindingKind? kind))
        {
            return Wrong("kind", query["kind"], Words<FindingKind>());
        }

        if (!TryWord(query["verdict"], out VerdictWord? verdict))
        {
            return Wrong("verdict", query["verdict"], Words<VerdictWord>());
        }

        if (!TryMoment(query["since"], now, out DateTimeOffset? since))
        {
            return Wrong("since", query["since"], MomentExpected);
        }

        return TryLimit(query["limit"], out int count)
            ? new FindingQuery(query["conduit"], kind, verdict, since, count)
            : Wrong("limit", query["limit"], LimitExpected);
    }

    /// <summary>`conduit`, `kind`, `subject`, `from` and `limit` as a query for audit entries.</summary>
    /// <param name="query">The query string.</param>
    public static Answer<AuditQuery> Audit(IQueryCollection query)
    {
        if (!TryWord(query["kind"], out AuditKind? kind))
        {
            return Wrong("kind", query["kind"], Words<AuditKind>());
        }

        long from = 1;
        if (query["from"].FirstOrDefault() is { } first && (!long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out from) || from < 1))
        {
            return Wrong("from", first, "the number of an entry, 1 or more");
        }

        return TryLimit(query["limit"], out int count)
            ? new AuditQuery(kind, query["conduit"], query["subject"], from, count)
            : Wrong("limit", query["limit"], LimitExpected);
    }

    /// <summary>`conduit`, `client`, `class`, `since`, `new`, `sort` and `limit` as a query for flows.</summary>
    /// <param name="query">The query string.</param>
    /// <param name="now">The moment that durations count back from.</param>
    public static Answer<FlowQuery> Flows(IQueryCollection query, DateTimeOffset now)
    {
        if (!TryWord(query["class"], out OperationClass? operationClass))
        {
            return Wrong("class", query["class"], Words<OperationClass>());
        }

        if (!TryMoment(query["since"], now, out DateTimeOffset? since))
        {
            return Wrong("since", query["since"], MomentExpected);
        }

        if (!TryMoment(query["new"], now, out DateTimeOffset? firstSeen))
        {
            return Wrong("new", query["new"], MomentExpected);
        }

        if (FlowSort.OrderOf(query["sort"]) is not { } order)
        {
            return Wrong("sort", query["sort"], $"one of {string.Join(", ", FlowSort.Words)}");
        }

        if (!TryLimit(query["limit"], out int count))
        {
            return Wrong("limit", query["limit"], LimitExpected);
        }

        return new FlowQuery
        {
            Conduit = query["conduit"],
            Client = query["client"],
            Class = operationClass,
            Since = since,
            FirstSeenSince = firstSeen,
            Order = order,
            CountMax = count,
        };
    }

    /// <summary>`conduit`, `severity`, `since`, `open` and `limit` as a query for alerts.</summary>
    /// <param name="query">The query string.</param>
    /// <param name="now">The moment that durations count back from.</param>
    public static Answer<AlertQuery> Alerts(IQueryCollection query, DateTimeOffset now)
    {
        if (!TryWord(query["severity"], out AlertSeverity? severity))
        {
            return Wrong("severity", query["severity"], Words<AlertSeverity>());
        }

        if (!TryMoment(query["since"], now, out DateTimeOffset? since))
        {
            return Wrong("since", query["since"], MomentExpected);
        }

        bool isOpen = false;
        if ((string?)query["open"] is { } open && !bool.TryParse(open, out isOpen))
        {
            return Wrong("open", open, "true or false");
        }

        return TryLimit(query["limit"], out int count)
            ? new AlertQuery(query["conduit"], severity ?? AlertSeverity.Low, since, query.ContainsKey("open") ? isOpen : null, count)
            : Wrong("limit", query["limit"], LimitExpected);
    }

    /// <summary>`finding`, `conduit` and `since` as a query for kept frames.</summary>
    /// <param name="query">The query string.</param>
    /// <param name="now">The moment that durations count back from.</param>
    public static Answer<FrameQuery> Frames(IQueryCollection query, DateTimeOffset now) =>
        TryMoment(query["since"], now, out DateTimeOffset? since)
            ? new FrameQuery(query["finding"], query["conduit"], since)
            : Wrong("since", query["since"], MomentExpected);

    private static bool TryMoment(string? text, DateTimeOffset now, out DateTimeOffset? moment)
    {
        moment = null;
        if (text is null)
        {
            return true;
        }

        if (DurationText.TryParse(text, out TimeSpan back))
        {
            moment = now - back;
            return true;
        }

        bool isMoment = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed);
        moment = parsed;
        return isMoment;
    }

    private static bool TryLimit(string? text, out int count)
    {
        count = CountDefault;
        return text is null || (int.TryParse(text, out count) && count is >= 1 and <= CountMax);
    }

    private static bool TryWord<T>(string? text, out T? word)
        where T : struct, Enum
    {
        word = null;
        if (text is null)
        {
            return true;
        }

        // People type would-be-refused, programs would_be_refused; both are the same word.
        foreach (T candidate in Enum.GetValues<T>())
        {
            if (Word(candidate) == text.Replace('-', '_'))
            {
                word = candidate;
                return true;
            }
        }

        return false;
    }

    private static string Words<T>()
        where T : struct, Enum =>
        "one of " + string.Join(", ", Enum.GetValues<T>().Select(Word));

    private static string Word<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static Refusal Wrong(string name, string? text, string expected) => new(
        RefusalKind.Invalid, "Wrong query", $"{name} is \"{text}\"; expected {expected}.");
}
