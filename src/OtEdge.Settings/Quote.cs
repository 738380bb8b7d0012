using System.Globalization;
using System.Text;

namespace OtEdge.Settings;

/// <summary>Quotes what a person wrote, safe for a terminal and never longer than a line.</summary>
internal static class Quote
{
    private const int CharactersMax = 60;

    /// <summary>In backticks.</summary>
    public static string Words(string text, int charactersMax = CharactersMax) => $"`{Plain(text, charactersMax)}`";

    /// <summary>Without backticks: control characters escaped, long text cut.</summary>
    public static string Plain(string text, int charactersMax = CharactersMax)
    {
        var quoted = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (quoted.Length >= charactersMax)
            {
                return quoted.Append('…').ToString();
            }

            if (IsUnsafe(rune))
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
            else
            {
                quoted.Append(rune.ToString());
            }
        }

        return quoted.ToString();
    }

    /// <summary>Names in backticks, joined by commas with `or` before the last.</summary>
    public static string OneOf(IEnumerable<string> names)
    {
        string[] quoted = [.. names.Select(name => Words(name))];
        return quoted.Length < 2 ? string.Concat(quoted) : $"{string.Join(", ", quoted[..^1])} or {quoted[^1]}";
    }

    // Format characters can turn the reading direction of a terminal line around.
    private static bool IsUnsafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        || rune == Rune.ReplacementChar;
}
