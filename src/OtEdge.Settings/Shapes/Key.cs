using System.Text.Json.Nodes;

namespace OtEdge.Settings.Shapes;

/// <summary>A key that a mapping may have.</summary>
/// <param name="Name">The key as written.</param>
/// <param name="Shape">What its value may be.</param>
/// <param name="Description">One sentence for editors and for the message when it is missing.</param>
internal sealed record Key(string Name, Shape Shape, string Description)
{
    /// <summary>True when a mapping without it is wrong.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What holds when it is absent, for editors; null when nothing does.</summary>
    public JsonNode? Default { get; init; }
}
