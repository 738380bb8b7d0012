using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OtEdge.Core.Findings;

namespace OtEdge.Console.Api;

/// <summary>Reads query strings.</summary>
internal static class QueryText
{
    private const int CountMax = 10_000;

    /// <summary>`conduit`, `kind`, `verdict`, `since` and `limit` as a query for findings.</summary>
    public static Answer<FindingQuery> Findings(IQueryCollection query)
    {
        if (!TryWord(query["kind"], out FindingKind? kind))
        {
            return Wrong("kind", query["kind"], Words<FindingKind>());
        }

        if (!TryWord(query["verdict"], out VerdictWord? verdict))
        {
            return Wrong("verdict", query["verdict"], Words<VerdictWord>());
        }

        if (!TryMoment(query["since"], out DateTimeOffset? since))
        {
            return WrongSince(query["since"]);
        }

        int count = 100;
        string? limitText = query["limit"];
        if (limitText is not null && (!int.TryParse(limitText, out count) || count is < 1 or > CountMax))
        {
            return Wrong("limit", limitText, "1 to 10000");
        }

        string? conduit = query["conduit"];
        return new FindingQuery(conduit, kind, verdict, since, count);
    }

    /// <summary>`finding`, `conduit` and `since` as a query for kept frames.</summary>
    public static Answer<FrameQuery> Frames(IQueryCollection query) =>
        TryMoment(query["since"], out DateTimeOffset? since)
            ? new FrameQuery(query["finding"], query["conduit"], since)
            : WrongSince(query["since"]);

    private static bool TryMoment(string? text, out DateTimeOffset? moment)
    {
        bool isMoment = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset read);
        moment = isMoment ? read : null;
        return isMoment || text is null;
    }

    private static Refusal WrongSince(string? text) => Wrong("since", text, "a moment such as 2026-01-31T08:15:00Z");

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
