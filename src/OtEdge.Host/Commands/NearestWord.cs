namespace OtEdge.Host.Commands;

/// <summary>Finds what a person probably meant.</summary>
internal static class NearestWord
{
    /// <summary>The known word with the fewest edits, when they are few for its length; otherwise null.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var nearest = known
            .Select(candidate => (candidate, edits: Edits(word, candidate)))
            .OrderBy(pair => pair.edits)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.candidate is not null && nearest.edits <= EditsMax(nearest.candidate) ? nearest.candidate : null;
    }

    // Two letters swapped are two edits; in a word of three that would already be another word.
    private static int EditsMax(string word) => word.Length < 4 ? 1 : Math.Max(2, word.Length / 3);

    private static int Edits(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
