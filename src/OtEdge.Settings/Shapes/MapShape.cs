using System.Text.Json.Nodes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Shapes;

/// <summary>A mapping with known keys.</summary>
internal sealed class MapShape(string expected, params Key[] keys) : Shape
{
    private readonly Dictionary<string, Key> byName = keys.ToDictionary(key => key.Name, StringComparer.Ordinal);

    public override string Expected => expected;

    public IReadOnlyList<Key> Keys => keys;

    /// <summary>Keys of which exactly one must be there; empty: no such demand.</summary>
    public IReadOnlyList<string> OneOf { get; init; } = [];

    /// <summary>Where keys that are unknown here would be right, by key; for messages.</summary>
    public Func<string, string?> Elsewhere { get; init; } = _ => null;

    /// <summary>The mapping with the same keys and those of another one.</summary>
    public MapShape With(params Key[] more) => new(expected, [.. keys, .. more]) { OneOf = OneOf, Elsewhere = Elsewhere };

    public override void Check(SettingsNode node, ProblemList problems)
    {
        if (node is ScalarNode { IsEmpty: true })
        {
            CheckMissing(node, _ => false, problems);
            return;
        }

        if (node is not MapNode map)
        {
            Complain(node, problems);
            return;
        }

        foreach (MapEntry entry in map.Entries)
        {
            if (!byName.TryGetValue(entry.Key.Text, out Key? key))
            {
                ComplainUnknown(entry.Key, problems);
            }
            else
            {
                key.Shape.Check(entry.Value, problems);
            }
        }

        CheckMissing(map, name => map.Entries.Any(entry => entry.Key.Text == name), problems);
    }

    public override JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (Key key in keys)
        {
            JsonObject schema = key.Shape.Schema();
            schema["description"] = key.Description;
            if (key.Default is not null)
            {
                schema["default"] = key.Default.DeepClone();
            }

            properties[key.Name] = schema;
        }

        var map = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        string[] required = [.. keys.Where(key => key.IsRequired).Select(key => key.Name)];
        if (required.Length == 0 && OneOf.Count == 0)
        {
            map["type"] = new JsonArray("object", "null");
        }

        if (required.Length > 0)
        {
            map["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        }

        if (OneOf.Count > 0)
        {
            map["oneOf"] = new JsonArray(
                [.. OneOf.Select(name => new JsonObject { ["required"] = new JsonArray(JsonValue.Create(name)) })]);
        }

        return map;
    }

    private void ComplainUnknown(ScalarNode key, ProblemList problems)
    {
        string? elsewhere = Elsewhere(key.Text);
        problems.Error(key, elsewhere is null
            ? $"unknown key {Quote.Words(key.Text)}{NearestName.Hint(key.Text, byName.Keys, listedMax: 30)}"
            : $"the key {Quote.Words(key.Text)} is not for here: {elsewhere}");
    }

    private void CheckMissing(SettingsNode node, Func<string, bool> isThere, ProblemList problems)
    {
        foreach (Key key in keys.Where(key => key.IsRequired && !isThere(key.Name)))
        {
            problems.Error(node, $"the key {Quote.Words(key.Name)} is missing: {key.Description}");
        }

        string[] there = [.. OneOf.Where(isThere)];
        if (OneOf.Count > 0 && there.Length != 1)
        {
            string found = there.Length == 0 ? "found none" : $"found {string.Join(" and ", there.Select(name => Quote.Words(name)))}";
            problems.Error(node, $"expected one of {Quote.OneOf(OneOf)}, but {found}");
        }
    }
}
