namespace OtEdge.Settings;

/// <summary>Finds the name that a person most likely meant.</summary>
internal static class NearestName
{
    private const int CharactersMax = 64;
    private const int PrefixMin = 4;

    /// <summary>The nearest of the names, or null when none is near.</summary>
    public static string? Of(string word, IReadOnlyCollection<string> names)
    {
        if (word.Length is 0 or > CharactersMax)
        {
            return null;
        }

        string? nearest = null;
        int nearestDistance = Math.Max(1, word.Length / 3) + 1;
        foreach (string name in names)
        {
            int distance = Distance(word.ToUpperInvariant(), name.ToUpperInvariant());
            if (distance < nearestDistance)
            {
                nearest = name;
                nearestDistance = distance;
            }
        }

        return nearest ?? names.FirstOrDefault(name => IsBeginning(word, name) || IsBeginning(name, word));
    }

    /// <summary>Ends a message: <c>; did you mean `units`?</c>, or the names there are, or nothing.</summary>
    public static string Hint(string word, IReadOnlyCollection<string> names, int listedMax = 12)
    {
        string? nearest = Of(word, names);
        if (nearest is not null)
        {
            return $"; did you mean {Quote.Words(nearest)}?";
        }

        return names.Count is > 0 && names.Count <= listedMax ? $"; expected {Quote.OneOf(names)}" : "";
    }

    private static bool IsBeginning(string begin, string whole) =>
        begin.Length >= PrefixMin && whole.StartsWith(begin, StringComparison.OrdinalIgnoreCase);

    // Optimal string alignment: insertions, deletions, replacements and swapped neighbours.
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > CharactersMax / 3)
        {
            return int.MaxValue;
        }

        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int row = 0; row <= left.Length; row++)
        {
            cost[row, 0] = row;
        }

        for (int column = 0; column <= right.Length; column++)
        {
            cost[0, column] = column;
        }

        for (int row = 1; row <= left.Length; row++)
        {
            for (int column = 1; column <= right.Length; column++)
            {
                int replace = left[row - 1] == right[column - 1] ? 0 : 1;
                int best = Math.Min(cost[row - 1, column], cost[row, column - 1]) + 1;
                best = Math.Min(best, cost[row - 1, column - 1] + replace);
                bool swapped = row > 1 && column > 1
                    && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
                cost[row, column] = swapped ? Math.Min(best, cost[row - 2, column - 2] + 1) : best;
            }
        }

        return cost[left.Length, right.Length];
    }
}
