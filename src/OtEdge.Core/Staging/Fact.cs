namespace OtEdge.Core.Staging;

/// <summary>Something that was looked at: it holds, it does not, or it is not known; unknown never counts as holding.</summary>
/// <param name="Holds">Null: unknown.</param>
/// <param name="Words">A sentence that says what was seen.</param>
public sealed record Fact(bool? Holds, string Words)
{
    /// <summary>Holds.</summary>
    public static Fact True(string words) => new(true, words);

    /// <summary>Does not hold.</summary>
    public static Fact False(string words) => new(false, words);

    /// <summary>Is not known.</summary>
    public static Fact Unknown(string words) => new(null, words);
}
