using System.Globalization;

namespace OtEdge.Core.Traffic.Regimes;

/// <summary>One field of a cron expression: the numbers 0 to 63 that it names.</summary>
/// <param name="Bits">Bit n is set when the field names n.</param>
/// <param name="IsAny">True for a field that starts with <c>*</c>: it does not restrict.</param>
internal readonly record struct CronField(ulong Bits, bool IsAny)
{
    /// <summary>Names of the months, the first is 1.</summary>
    public static readonly string[] Months =
        ["", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    /// <summary>Names of the weekdays, the first is 0.</summary>
    public static readonly string[] Weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>True when the field names a number.</summary>
    public bool Contains(int number) => ((Bits >> number) & 1) != 0;

    /// <summary>Reads numbers, ranges, steps and lists of them.</summary>
    /// <exception cref="FormatException">It is not such a field, or beyond its range.</exception>
    public static CronField Parse(string text, int min, int max, string[] words)
    {
        ulong bits = 0;
        foreach (string item in text.Split(','))
        {
            string[] stepped = item.Split('/');
            string[] ends = stepped[0].Split('-');
            bool isAny = stepped[0] == "*";
            int first = isAny ? min : Number(ends[0], min, max, words);

            // `5/15` means every 15 from 5 on; a single number without a step is just itself.
            int last = isAny || (ends.Length == 1 && stepped.Length == 2) ? max : Number(ends[^1], min, max, words);
            int step = stepped.Length == 1 ? 1 : Number(stepped[1], 1, max, []);
            if (stepped.Length > 2 || ends.Length > 2 || first > last)
            {
                throw new FormatException($"expected numbers, ranges or steps within {min} to {max}, got \"{text}\"");
            }

            for (int number = first; number <= last; number += step)
            {
                bits |= 1UL << number;
            }
        }

        return new CronField(bits, text.StartsWith('*'));
    }

    private static int Number(string text, int min, int max, string[] words)
    {
        int word = text.Length == 0 ? -1 : Array.FindIndex(words, known => known.Equals(text, StringComparison.OrdinalIgnoreCase));
        return word >= 0 ? word
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max ? number
            : throw new FormatException($"expected a number from {min} to {max}, got \"{text}\"");
    }
}
