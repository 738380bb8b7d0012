using System.Text.Json.Nodes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Shapes;

/// <summary>A mapping whose keys depend on the value of one of them, such as `protocol`.</summary>
internal sealed class VariantShape(string expected, string by, params (string Value, MapShape Shape)[] variants) : Shape
{
    public override string Expected => expected;

    public override void Check(SettingsNode node, ProblemList problems)
    {
        if (node is not MapNode map)
        {
            Complain(node, problems);
            return;
        }

        string? value = (map.Find(by) as ScalarNode)?.Text;
        MapShape? shape = variants.FirstOrDefault(variant => variant.Value == value).Shape;

        // Without a usable value every variant's keys are known, so that the rest of the mapping is checked at the same time.
        if (shape is null)
        {
            new MapShape(Expected, [.. variants.SelectMany(variant => variant.Shape.Keys).DistinctBy(key => key.Name)])
                .Check(node, problems);
            return;
        }

        new MapShape(shape.Expected, [.. shape.Keys])
        {
            OneOf = shape.OneOf,
            Elsewhere = key => Elsewhere(key, shape),
        }.Check(node, problems);
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            [by] = new JsonObject { ["enum"] = new JsonArray([.. variants.Select(variant => JsonValue.Create(variant.Value))]) },
        },
        ["required"] = new JsonArray(by),
        ["allOf"] = new JsonArray([.. variants.Select(variant => new JsonObject
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { [by] = new JsonObject { ["const"] = variant.Value } },
                ["required"] = new JsonArray(by),
            },
            ["then"] = variant.Shape.Schema(),
        })]),
    };

    private string? Elsewhere(string key, MapShape here)
    {
        string[] values = [.. variants
            .Where(variant => variant.Shape != here && variant.Shape.Keys.Any(known => known.Name == key))
            .Select(variant => variant.Value)];
        return values.Length == 0 ? null : $"it needs {Quote.OneOf(values.Select(value => $"{by}: {value}"))}";
    }
}
