namespace OtEdge.HouseTests.Reading;

/// <summary>
/// Blanks out what is not code: comments, directives and the text of strings and characters. What stands in the holes of
/// interpolated strings is code and stays. Length and lines stay as they were.
/// </summary>
/// <remarks>Enough of C#'s lexical grammar (C# specification cl. 6) for the rules of the house; it does not check anything.</remarks>
internal sealed class CodeText
{
    private readonly string text;
    private readonly char[] code;
    private int at;

    private CodeText(string text)
    {
        this.text = text;
        code = [.. text.Select(character => char.IsWhiteSpace(character) ? character : ' ')];
    }

    /// <summary>The text with everything but code blanked out.</summary>
    public static string Of(string text)
    {
        CodeText reader = new(text);
        reader.ReadCode(holeEnd: 0);
        return new string(reader.code);
    }

    private char Here => at < text.Length ? text[at] : '\0';

    private char Next => at + 1 < text.Length ? text[at + 1] : '\0';

    // Reads until the end, or until the braces that end a hole of an interpolated string.
    private void ReadCode(int holeEnd)
    {
        int depth = 0;
        while (at < text.Length)
        {
            if (holeEnd > 0 && depth == 0 && Here == '}')
            {
                at += holeEnd;
                return;
            }

            depth += Here switch { '{' => 1, '}' => -1, _ => 0 };
            if (!TrySkip())
            {
                code[at] = text[at];
                at++;
            }
        }
    }

    private bool TrySkip()
    {
        switch (Here)
        {
            case '/' when Next == '/':
            case '#' when IsFirstOnLine():
                SkipTo("\n", keepEnd: true);
                return true;
            case '/' when Next == '*':
                SkipTo("*/", keepEnd: false);
                return true;
            case '\'':
                SkipQuoted('\'');
                return true;
            case '"' or '$' or '@':
                return TrySkipString();
            default:
                return false;
        }
    }

    private bool IsFirstOnLine()
    {
        int before = at - 1;
        while (before >= 0 && text[before] is ' ' or '\t')
        {
            before--;
        }

        return before < 0 || text[before] == '\n';
    }

    private void SkipTo(string end, bool keepEnd)
    {
        int found = text.IndexOf(end, at + 1, StringComparison.Ordinal);
        at = found < 0 ? text.Length : keepEnd ? found : found + end.Length;
    }

    private void SkipQuoted(char quote)
    {
        at++;
        while (at < text.Length && Here != quote && Here != '\n')
        {
            at += Here == '\\' ? 2 : 1;
        }

        at++;
    }

    // A string begins with any of $ and @, and one or at least three quotes.
    private bool TrySkipString()
    {
        int start = at;
        int dollars = 0;
        bool isVerbatim = false;
        while (Here is '$' or '@')
        {
            dollars += Here == '$' ? 1 : 0;
            isVerbatim |= Here == '@';
            at++;
        }

        int quotes = 0;
        while (at + quotes < text.Length && text[at + quotes] == '"')
        {
            quotes++;
        }

        if (quotes == 0)
        {
            // An @ before an identifier.
            at = start;
            return false;
        }

        if (quotes >= 3 && !isVerbatim)
        {
            at += quotes;
            ReadRawString(quotes, dollars);
        }
        else
        {
            at++;
            ReadString(isVerbatim, dollars > 0);
        }

        return true;
    }

    private void ReadString(bool isVerbatim, bool isInterpolated)
    {
        while (at < text.Length)
        {
            switch (Here)
            {
                case '"' when isVerbatim && Next == '"':
                case '\\' when !isVerbatim:
                case '{' when isInterpolated && Next == '{':
                case '}' when isInterpolated && Next == '}':
                    at += 2;
                    break;
                case '"':
                    at++;
                    return;
                case '{' when isInterpolated:
                    at++;
                    ReadCode(holeEnd: 1);
                    break;
                default:
                    at++;
                    break;
            }
        }
    }

    private void ReadRawString(int quotes, int dollars)
    {
        string end = new('"', quotes);
        string hole = new('{', Math.Max(dollars, 1));
        while (at < text.Length)
        {
            if (string.CompareOrdinal(text, at, end, 0, quotes) == 0)
            {
                at += quotes;
                return;
            }

            if (dollars > 0 && string.CompareOrdinal(text, at, hole, 0, hole.Length) == 0)
            {
                // Braces beyond the hole's own are text that stands before it.
                while (at < text.Length && Here == '{')
                {
                    at++;
                }

                ReadCode(holeEnd: dollars);
            }
            else
            {
                at++;
            }
        }
    }
}
