namespace OtEdge.Core.Policy.Compiled;

/// <summary>Compares lists of numbers by what is in them.</summary>
internal sealed class IntListComparer : IEqualityComparer<int[]>
{
    /// <summary>The only one.</summary>
    public static IntListComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public int GetHashCode(int[] obj)
    {
        var hash = new HashCode();
        foreach (int value in obj)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
