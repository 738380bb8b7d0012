namespace OtEdge.Settings.Shapes;

/// <summary>Checks the five fields of a cron expression; what it means is for whoever runs the calendar.</summary>
internal static class CronExpression
{
    private static readonly string[] Months =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly (string Name, int Min, int Max, string[] Words)[] Fields =
    [
        ("minute", 0, 59, []),
        ("hour", 0, 23, []),
        ("day", 1, 31, []),
        ("month", 1, 12, Months),
        ("weekday", 0, 7, Weekdays),
    ];

    /// <summary>Null when the expression is right; otherwise a hint that ends a message.</summary>
    public static string? Complaint(string text)
    {
        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
        {
            return $"; it has {parts.Length} field{(parts.Length == 1 ? "" : "s")}";
        }

        for (int at = 0; at < Fields.Length; at++)
        {
            (string name, int min, int max, string[] words) = Fields[at];
            if (!parts[at].Split(',').All(item => IsItem(item, min, max, words)))
            {
                return $"; the {name} {Quote.Words(parts[at])} is not within {min} to {max}";
            }
        }

        return null;
    }

    private static bool IsItem(string item, int min, int max, string[] words)
    {
        string[] stepped = item.Split('/');
        if (stepped.Length > 2 || (stepped.Length == 2 && !(IsNumber(stepped[1], out int step) && step >= 1 && step <= max)))
        {
            return false;
        }

        if (stepped[0] == "*")
        {
            return true;
        }

        string[] ends = stepped[0].Split('-');
        return ends.Length <= 2
            && TryValue(ends[0], min, max, words, out int first)
            && TryValue(ends[^1], min, max, words, out int last)
            && first <= last;
    }

    private static bool TryValue(string text, int min, int max, string[] words, out int value)
    {
        int word = Array.FindIndex(words, known => known.Equals(text, StringComparison.OrdinalIgnoreCase));
        value = word + min;
        return word >= 0 || (IsNumber(text, out value) && value >= min && value <= max);
    }

    private static bool IsNumber(string text, out int value)
    {
        value = 0;
        return text.Length is 1 or 2 && text.All(char.IsAsciiDigit) && int.TryParse(text, out value);
    }
}
