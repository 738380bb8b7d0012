using System.Text.RegularExpressions;
using OtEdge.Settings.Shapes;

namespace OtEdge.Settings.Model;

/// <summary>A condition over process values: comparisons joined by `and`, and such groups joined by `or`.</summary>
/// <param name="Text">As the person wrote it.</param>
/// <param name="AnyOf">It holds when every comparison of one group holds.</param>
public sealed partial record TagCondition(string Text, IReadOnlyList<IReadOnlyList<TagComparison>> AnyOf)
{
    private const int CharactersMax = 500;

    /// <summary>Reads a condition; a hint that ends a message says what is wrong.</summary>
    internal static bool TryParse(string text, out TagCondition condition, out string hint)
    {
        condition = new TagCondition(text, []);
        hint = "";
        if (text.Length > CharactersMax)
        {
            hint = $"; it is longer than {CharactersMax} characters";
            return false;
        }

        var groups = new List<IReadOnlyList<TagComparison>>();
        foreach (string group in text.Split(" or "))
        {
            var comparisons = new List<TagComparison>();
            foreach (string part in group.Split(" and "))
            {
                if (!TryCompare(part.Trim(), out TagComparison? comparison, out hint))
                {
                    return false;
                }

                comparisons.Add(comparison!);
            }

            groups.Add(comparisons);
        }

        condition = new TagCondition(text, groups);
        return true;
    }

    private static bool TryCompare(string text, out TagComparison? comparison, out string hint)
    {
        comparison = null;
        Match match = ComparisonRegex().Match(text);
        if (!match.Success)
        {
            hint = AssignmentRegex().IsMatch(text)
                ? "; equality is `==`"
                : $"; {Quote.Words(text)} is not a comparison of a tag by ==, !=, <, <=, > or >= with a number or a \"text\"";
            return false;
        }

        string sign = match.Groups[2].Value, right = match.Groups[3].Value;
        bool isWord = right.StartsWith('"');
        hint = "; a text is compared by == or !=";
        if (isWord && sign is not ("==" or "!="))
        {
            return false;
        }

        double number = 0;
        hint = $"; {Quote.Words(right)} is not a number; a text stands in double quotes";
        if (!isWord && !Scalars.TryNumber(right, out number))
        {
            return false;
        }

        comparison = new TagComparison(match.Groups[1].Value, sign, isWord ? null : number, isWord ? right[1..^1] : null);
        return true;
    }

    [GeneratedRegex("""^([A-Za-z0-9][A-Za-z0-9._-]{0,63}) *(==|!=|<=|>=|<|>) *("[^"]*"|[^ "=]+)\z""", RegexOptions.CultureInvariant)]
    private static partial Regex ComparisonRegex();

    [GeneratedRegex(@"^[A-Za-z0-9._-]+ *= *\S+\z", RegexOptions.CultureInvariant)]
    private static partial Regex AssignmentRegex();
}
