using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OtEdge.Tests.Settings;

/// <summary>Judges a JSON value by a JSON Schema, as an editor would; throws for keywords that it does not know.</summary>
internal static class SchemaValidator
{
    private static readonly HashSet<string> Remarks = ["$schema", "title", "description", "default", "examples", "format"];

    /// <summary>What is wrong, one line each; empty when the value is valid.</summary>
    public static List<string> Problems(JsonNode? value, JsonObject schema, string path = "$")
    {
        var problems = new List<string>();
        foreach ((string keyword, JsonNode? argument) in schema)
        {
            problems.AddRange(Judge(keyword, argument, value, schema, path));
        }

        return problems;
    }

    private static IEnumerable<string> Judge(string keyword, JsonNode? argument, JsonNode? value, JsonObject schema, string path)
    {
        switch (keyword)
        {
            case "type":
                return Said(Types(argument!).Contains(TypeOf(value)) || (TypeOf(value) == "integer" && Types(argument!).Contains("number")), $"{path}: is no {argument}");
            case "enum":
                return Said(argument!.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)), $"{path}: {value} is none of {argument.ToJsonString()}");
            case "const":
                return Said(JsonNode.DeepEquals(argument, value), $"{path}: is not {argument}");
            case "pattern":
                return Said(TypeOf(value) != "string" || Regex.IsMatch((string)value!, (string)argument!), $"{path}: {value} does not match {argument}");
            case "maxLength":
                return Said(TypeOf(value) != "string" || ((string)value!).Length <= (int)argument!, $"{path}: too long");
            case "minimum":
                return Said(!IsNumber(value) || (double)value! >= (double)argument!, $"{path}: below {argument}");
            case "maximum":
                return Said(!IsNumber(value) || (double)value! <= (double)argument!, $"{path}: above {argument}");
            case "exclusiveMinimum":
                return Said(!IsNumber(value) || (double)value! > (double)argument!, $"{path}: not above {argument}");
            case "minItems":
                return Said(value is not JsonArray items || items.Count >= (int)argument!, $"{path}: too few items");
            case "items":
                return value is JsonArray list ? list.SelectMany((item, at) => Problems(item, argument!.AsObject(), $"{path}[{at}]")) : [];
            case "required":
                return value is JsonObject map ? argument!.AsArray().Where(key => !map.ContainsKey((string)key!)).Select(key => $"{path}: no {key}") : [];
            case "propertyNames":
                return value is JsonObject named ? named.SelectMany(entry => Problems(JsonValue.Create(entry.Key), argument!.AsObject(), $"{path}.{entry.Key}")) : [];
            case "properties":
                return value is JsonObject known
                    ? known.Where(entry => argument!.AsObject().ContainsKey(entry.Key))
                        .SelectMany(entry => Problems(entry.Value, argument!.AsObject()[entry.Key]!.AsObject(), $"{path}.{entry.Key}"))
                    : [];
            case "additionalProperties":
                return value is JsonObject other ? Additional(argument!, other, schema["properties"] as JsonObject, path) : [];
            case "anyOf":
                return Said(Valid(argument!, value) > 0, $"{path}: none of the forms fits {value?.ToJsonString()}");
            case "oneOf":
                return Said(Valid(argument!, value) == 1, $"{path}: {Valid(argument!, value)} of the forms fit");
            case "allOf":
                return argument!.AsArray().SelectMany(each => Problems(value, each!.AsObject(), path));
            case "if":
                return Problems(value, argument!.AsObject(), path).Count == 0 ? Problems(value, schema["then"]!.AsObject(), path) : [];
            case "then":
                return [];
            default:
                return Remarks.Contains(keyword) ? [] : throw new NotSupportedException($"the keyword {keyword}");
        }
    }

    private static IEnumerable<string> Additional(JsonNode rule, JsonObject value, JsonObject? known, string path)
    {
        IEnumerable<KeyValuePair<string, JsonNode?>> others = value.Where(entry => known?.ContainsKey(entry.Key) != true);
        return rule is JsonObject schema
            ? others.SelectMany(entry => Problems(entry.Value, schema, $"{path}.{entry.Key}"))
            : others.Select(entry => $"{path}: unknown key {entry.Key}");
    }

    private static int Valid(JsonNode schemas, JsonNode? value) =>
        schemas.AsArray().Count(schema => Problems(value, schema!.AsObject()).Count == 0);

    private static IEnumerable<string> Said(bool holds, string problem) => holds ? [] : [problem];

    private static string[] Types(JsonNode type) => type is JsonArray several ? [.. several.Select(each => (string)each!)] : [(string)type!];

    private static bool IsNumber(JsonNode? value) => TypeOf(value) is "number" or "integer";

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => (double)value == Math.Truncate((double)value) ? "integer" : "number",
    };
}
