namespace OtEdge.Core.Policy.Suggesting;

/// <summary>A limit of a written value on its way into the text of a policy.</summary>
/// <param name="Address">Zero-based address of its first word.</param>
/// <param name="Layout">How its words make a number.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Tag">Name of the tag; null when it is known by its address only.</param>
internal sealed record SuggestedValue(int Address, ValueLayout Layout, ValueBand Seen, string? Tag)
{
    /// <summary>What is allowed.</summary>
    public ValueBand Allowed => BandMargin.Widen(Seen, Layout);
}
