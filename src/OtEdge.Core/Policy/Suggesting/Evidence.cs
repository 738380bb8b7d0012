using System.Globalization;

namespace OtEdge.Core.Policy.Suggesting;

/// <summary>What was seen, in the words of a comment.</summary>
internal static class Evidence
{
    private const int RequestsShownMax = 6;

    /// <summary>Such as <c>613 times, 2012-11-12 11:03:00 to 11:04:25 UTC</c>.</summary>
    public static string Of(IReadOnlyList<ObservedFlow> flows) =>
        $"{Times(flows.Sum(flow => flow.Times))}, {Period(flows.Min(flow => flow.FirstSeen), flows.Max(flow => flow.LastSeen))}";

    /// <summary>How often, and as which whole requests where the range joins several.</summary>
    public static string Of(SuggestedRange range)
    {
        string[] requests =
        [
            .. range.Flows.Select(flow => flow.Range).Distinct().OrderBy(one => one.First).ThenBy(one => one.Last).Select(one => $"{one}"),
        ];
        if (requests.Length < 2)
        {
            return Times(range.Times);
        }

        string shown = string.Join(", ", requests.Take(RequestsShownMax));
        string rest = requests.Length > RequestsShownMax ? $" and {requests.Length - RequestsShownMax} more" : "";
        int once = range.Flows.Count(flow => flow.Times == 1);
        return $"{Times(range.Times)}, as {shown}{rest}{(once > 0 ? $"; {once} of these only once" : "")}";
    }

    /// <summary>Such as <c>once</c> or <c>613 times</c>.</summary>
    public static string Times(long times) => times == 1 ? "once" : $"{times:N0} times";

    /// <summary>Such as <c>1 client</c> or <c>7,990 requests</c>.</summary>
    public static string Count(long number, string one) => $"{number:N0} {one}{(number == 1 ? "" : "s")}";

    /// <summary>A span of time; one moment where first and last are the same second.</summary>
    public static string Period(DateTimeOffset first, DateTimeOffset last)
    {
        string from = Moment(first, "yyyy-MM-dd HH:mm:ss"), to = Moment(last, "yyyy-MM-dd HH:mm:ss");
        return from == to ? $"{from} UTC"
            : first.UtcDateTime.Date == last.UtcDateTime.Date ? $"{from} to {Moment(last, "HH:mm:ss")} UTC"
            : $"{from} to {to} UTC";
    }

    /// <summary>Text that cannot end a comment or hide in an editor.</summary>
    public static string Plain(string text) =>
        string.Concat(text.Select(character => character is >= ' ' and <= '~' ? character : '?'));

    private static string Moment(DateTimeOffset moment, string format) =>
        moment.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
