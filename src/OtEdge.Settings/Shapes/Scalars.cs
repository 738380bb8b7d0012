using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OtEdge.Settings.Shapes;

/// <summary>The scalars that every part of the settings shares.</summary>
internal static partial class Scalars
{
    /// <summary>Names become topics, paths and arguments, so they stay plain.</summary>
    public const string NamePattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

    private const string DurationPattern = "^[0-9]+(ms|s|m|h|d)$";

    private static readonly TimeSpan DurationMax = TimeSpan.FromDays(366);

    public static ScalarShape<string> Name { get; } = new(
        "a name of letters, digits, `-`, `_` and `.`, at most 64",
        (string text, out string value) => (value = text) is { } && NameRegex().IsMatch(text) ? null : "",
        () => new JsonObject { ["type"] = "string", ["pattern"] = NamePattern });

    public static ScalarShape<string> Text { get; } = new(
        "text of at most 500 characters",
        (string text, out string value) => (value = text).Length <= 500 ? null : "",
        () => new JsonObject { ["type"] = "string", ["maxLength"] = 500 });

    public static ScalarShape<bool> Boolean { get; } = new(
        "true or false",
        (string text, out bool value) => (value = text == "true") || text == "false" ? null : "",
        () => new JsonObject { ["type"] = "boolean" });

    public static ScalarShape<TimeSpan> Duration { get; } = new(
        "a duration such as 500ms, 5s, 10m, 8h or 7d",
        ParseDuration,
        () => new JsonObject { ["type"] = "string", ["pattern"] = DurationPattern });

    public static ScalarShape<TimeSpan?> DurationOrOff { get; } = new(
        "`off` or a duration such as 30s, 10m or 8h",
        (string text, out TimeSpan? value) =>
        {
            value = null;
            if (text == "off")
            {
                return null;
            }

            string? hint = ParseDuration(text, out TimeSpan duration);
            value = duration;
            return hint;
        },
        () => new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["enum"] = new JsonArray("off", false) },
                new JsonObject { ["type"] = "string", ["pattern"] = DurationPattern }),
        });

    public static ScalarShape<DateOnly> Date { get; } = new(
        "a date such as 2027-03-31",
        (string text, out DateOnly value) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value) ? null : "",
        () => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" });

    public static ScalarShape<string> Cron { get; } = new(
        "five cron fields (minute hour day month weekday) such as `0 22 * * *`",
        (string text, out string value) => CronExpression.Complaint(value = text),
        () => new JsonObject { ["type"] = "string", ["pattern"] = "^\\S+ +\\S+ +\\S+ +\\S+ +\\S+$" });

    public static ScalarShape<TimeZoneInfo> TimeZone { get; } = new(
        "an IANA time zone such as Europe/Berlin or UTC",
        ParseTimeZone,
        () => new JsonObject { ["type"] = "string", ["examples"] = new JsonArray("Europe/Berlin", "UTC") });

    public static ScalarShape<int> Integer(int min, int max, string unit = "") => new(
        $"a whole number from {min} to {max}{(unit.Length > 0 ? $" ({unit})" : "")}",
        (string text, out int value) => TryInteger(text, out value) && value >= min && value <= max ? null : "",
        () => new JsonObject { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max });

    public static ScalarShape<double> Number(double? above = null) => new(
        above is null ? "a number" : $"a number above {above}",
        (string text, out double value) => TryNumber(text, out value) && (above is null || value > above) ? null : "",
        () => above is null
            ? new JsonObject { ["type"] = "number" }
            : new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = above });

    /// <summary>One of some words, each for a value.</summary>
    public static ScalarShape<T> Choice<T>(params (string Word, T Value)[] choices) => new(
        Quote.OneOf(choices.Select(choice => choice.Word)),
        (string text, out T value) =>
        {
            int at = Array.FindIndex(choices, choice => choice.Word == text);
            value = at < 0 ? default! : choices[at].Value;
            if (at >= 0)
            {
                return null;
            }

            string? nearest = NearestName.Of(text, [.. choices.Select(choice => choice.Word)]);
            return nearest is null ? "" : $"; did you mean {Quote.Words(nearest)}?";
        },
        () => new JsonObject { ["enum"] = new JsonArray([.. choices.Select(choice => Literal(choice.Word))]) });

    /// <summary>A whole number, decimal or hexadecimal (0x...).</summary>
    public static bool TryInteger(string text, out int value) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>A finite number with a decimal point.</summary>
    public static bool TryNumber(string text, out double value) =>
        double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out value)
        && double.IsFinite(value);

    // As an editor's YAML reads the word.
    private static JsonNode Literal(string word) => word switch
    {
        "true" => true,
        "false" => false,
        _ when int.TryParse(word, out int number) => number,
        _ => word,
    };

    private static string? ParseDuration(string text, out TimeSpan value)
    {
        value = default;
        Match match = DurationRegex().Match(text);
        if (!match.Success)
        {
            return text.Length > 0 && text.All(char.IsAsciiDigit) ? $"; add the unit, such as {Quote.Words(Quote.Plain(text) + "s")}" : "";
        }

        if (!long.TryParse(match.Groups[1].ValueSpan, out long count) || count > DurationMax.TotalMilliseconds)
        {
            return "; it is too long";
        }

        TimeSpan unit = match.Groups[2].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => TimeSpan.FromDays(1),
        };
        if (count * unit.TotalMilliseconds > DurationMax.TotalMilliseconds)
        {
            return "; it is longer than a year";
        }

        value = unit * count;
        return count > 0 ? null : "; it must be longer than nothing";
    }

    private static string? ParseTimeZone(string text, out TimeZoneInfo value)
    {
        value = TimeZoneInfo.Utc;
        if (!TimeZoneRegex().IsMatch(text) || !TimeZoneInfo.TryFindSystemTimeZoneById(text, out TimeZoneInfo? zone))
        {
            string? nearest = NearestName.Of(text, [.. TimeZoneInfo.GetSystemTimeZones().Select(known => known.Id)]);
            return nearest is null ? "" : $"; did you mean {Quote.Words(nearest)}?";
        }

        value = zone;
        return null;
    }

    [GeneratedRegex(NamePattern + @"\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameRegex();

    [GeneratedRegex(@"^([0-9]{1,18})(ms|s|m|h|d)\z", RegexOptions.CultureInvariant)]
    private static partial Regex DurationRegex();

    [GeneratedRegex(@"^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeZoneRegex();
}
