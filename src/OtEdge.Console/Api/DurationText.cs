using System.Globalization;

namespace OtEdge.Console.Api;

/// <summary>Durations as the settings write them: <c>250ms</c>, <c>5s</c>, <c>10m</c>, <c>1h30m</c>, <c>7d</c>.</summary>
public static class DurationText
{
    private static readonly (string Unit, double Milliseconds)[] Units =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    /// <summary>Reads a duration; false when the text is none, is negative, or is longer than 365 days.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return false;
        }

        double sum = 0;
        while (!rest.IsEmpty)
        {
            int digits = Length(rest, character => char.IsAsciiDigit(character) || character == '.');
            int letters = Length(rest[digits..], char.IsAsciiLetterLower);
            if (!double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                || Milliseconds(rest.Slice(digits, letters)) is not { } unit)
            {
                return false;
            }

            sum += number * unit;
            rest = rest[(digits + letters)..];
        }

        if (sum > TimeSpan.FromDays(365).TotalMilliseconds)
        {
            return false;
        }

        duration = TimeSpan.FromMilliseconds(sum);
        return true;
    }

    /// <summary>Writes a duration in the largest units that fit, such as <c>1h30m</c>; zero is <c>0s</c>.</summary>
    public static string Of(TimeSpan duration)
    {
        long rest = (long)duration.TotalMilliseconds;
        if (rest <= 0)
        {
            return "0s";
        }

        string text = "";
        for (int i = Units.Length - 1; i >= 0; i--)
        {
            (string unit, double milliseconds) = Units[i];
            long count = rest / (long)milliseconds;
            if (count > 0)
            {
                text += $"{count}{unit}";
                rest -= count * (long)milliseconds;
            }
        }

        return text;
    }

    private static int Length(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        int length = 0;
        while (length < text.Length && belongs(text[length]))
        {
            length++;
        }

        return length;
    }

    private static double? Milliseconds(ReadOnlySpan<char> unit)
    {
        foreach ((string name, double milliseconds) in Units)
        {
            if (unit.SequenceEqual(name))
            {
                return milliseconds;
            }
        }

        return null;
    }
}
