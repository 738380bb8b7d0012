using System.Text.Json;
using System.Text.RegularExpressions;

namespace OtEdge.Tests.Alerts;

/// <summary>Checks a document by a JSON Schema, as far as those of OtEdge go; a keyword that it does not know is a fault.</summary>
internal sealed class SchemaCheck(JsonElement root)
{
    private static readonly string[] Notes = ["$schema", "$id", "$defs", "title", "description"];

    public IReadOnlyList<string> Check(JsonElement document)
    {
        var faults = new List<string>();
        Check(root, document, "$", faults);
        return faults;
    }

    private void Check(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        foreach (JsonProperty keyword in schema.EnumerateObject().Where(one => !Notes.Contains(one.Name)))
        {
            bool holds = keyword.Name switch
            {
                "type" => Types(keyword.Value).Any(type => IsType(value, type)),
                "const" => JsonElement.DeepEquals(keyword.Value, value),
                "enum" => keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
                "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!),
                "format" => value.ValueKind != JsonValueKind.String || value.TryGetDateTimeOffset(out _),
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble(),
                "required" => value.ValueKind != JsonValueKind.Object
                    || keyword.Value.EnumerateArray().All(one => value.TryGetProperty(one.GetString()!, out _)),
                "additionalProperties" => value.ValueKind != JsonValueKind.Object
                    || value.EnumerateObject().All(one => schema.GetProperty("properties").TryGetProperty(one.Name, out _)),
                "properties" or "items" or "$ref" => true,
                _ => throw new NotSupportedException($"keyword {keyword.Name}"),
            };
            if (!holds)
            {
                faults.Add($"{path}: {keyword.Name} {keyword.Value.GetRawText()} does not hold for {value.GetRawText()}");
            }
        }

        Descend(schema, value, path, faults);
    }

    private void Descend(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            Check(root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), value, path, faults);
        }

        if (schema.TryGetProperty("properties", out JsonElement properties) && value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in properties.EnumerateObject())
            {
                if (value.TryGetProperty(property.Name, out JsonElement member))
                {
                    Check(property.Value, member, $"{path}.{property.Name}", faults);
                }
            }
        }

        if (schema.TryGetProperty("items", out JsonElement items) && value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray())
            {
                Check(items, item, $"{path}[]", faults);
            }
        }
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool IsType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new NotSupportedException($"type {type}"),
    };
}
