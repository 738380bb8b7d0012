using System.Text.Json.Nodes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Shapes;

/// <summary>A mapping from names that people choose to values that are alike.</summary>
internal sealed class NamedShape(string expected, Shape value) : Shape
{
    public override string Expected => expected;

    /// <summary>The entries of a node; empty when it is absent or wrong.</summary>
    public static IReadOnlyList<MapEntry> Entries(SettingsNode? node) => node is MapNode map ? map.Entries : [];

    public override void Check(SettingsNode node, ProblemList problems)
    {
        if (node is ScalarNode { IsEmpty: true })
        {
            return;
        }

        if (node is not MapNode map)
        {
            Complain(node, problems);
            return;
        }

        foreach (MapEntry entry in map.Entries)
        {
            Scalars.Name.Check(entry.Key, problems);
            value.Check(entry.Value, problems);
        }
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = new JsonArray("object", "null"),
        ["propertyNames"] = new JsonObject { ["pattern"] = Scalars.NamePattern },
        ["additionalProperties"] = value.Schema(),
    };
}
