using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Reads values out of mappings that were checked by shape; what is wrong was said then and reads as absent.</summary>
internal static class MapReading
{
    public static T Read<T>(this MapNode map, string key, ScalarShape<T> shape, T fallback) =>
        shape.TryRead(map.Find(key), out T value) ? value : fallback;

    public static T? ReadOrNull<T>(this MapNode map, string key, ScalarShape<T> shape)
        where T : struct =>
        shape.TryRead(map.Find(key), out T value) ? value : null;

    public static string? Text(this MapNode map, string key, ScalarShape<string>? shape = null) =>
        (shape ?? Scalars.Text).TryRead(map.Find(key), out string value) ? value : null;

    public static MapNode? Map(this MapNode map, string key) => map.Find(key) as MapNode;

    public static IReadOnlyList<SettingsNode> Items(this MapNode map, string key) => ListShape.Items(map.Find(key));

    public static IReadOnlyList<MapNode> Maps(this MapNode map, string key) => [.. map.Items(key).OfType<MapNode>()];

    public static IReadOnlyList<MapEntry> Named(this MapNode map, string key) => NamedShape.Entries(map.Find(key));

    /// <summary>The items of a list that read as the shape says, each with its node.</summary>
    public static IReadOnlyList<(SettingsNode Node, T Value)> Values<T>(this MapNode map, string key, ScalarShape<T> shape)
    {
        var values = new List<(SettingsNode, T)>();
        foreach (SettingsNode node in map.Items(key))
        {
            if (shape.TryRead(node, out T value))
            {
                values.Add((node, value));
            }
        }

        return values;
    }

    /// <summary>Says that a name is unknown, with the nearest one; true when it is known.</summary>
    public static bool CheckName(this ProblemList problems, SettingsNode? node, string kind, IReadOnlyCollection<string> known, string where)
    {
        if (node is not ScalarNode { IsEmpty: false } scalar || known.Contains(scalar.Text))
        {
            return true;
        }

        string hint = NearestName.Hint(scalar.Text, known);
        problems.Error(node, $"unknown {kind} {Quote.Words(scalar.Text)}{(hint.Length > 0 ? hint : $"; {where}")}");
        return false;
    }
}
