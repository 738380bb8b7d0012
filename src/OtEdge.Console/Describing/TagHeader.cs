namespace OtEdge.Console.Describing;

/// <summary>Says that an endpoint answers with the header ETag, for the description of the API.</summary>
internal sealed record TagHeader
{
    /// <summary>The mark.</summary>
    public static TagHeader Mark { get; } = new();
}
