namespace OtEdge.Console.Api;

/// <summary>What the API asks about process values; thread-safe.</summary>
public interface ITags
{
    /// <summary>Every tag of the site with its present value, by name.</summary>
    IReadOnlyList<TagView> List();
}
