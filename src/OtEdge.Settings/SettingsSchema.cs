using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OtEdge.Settings.Shapes;

namespace OtEdge.Settings;

/// <summary>JSON Schemas (draft 2020-12) of the settings files, for editors; written from what the reader checks by.</summary>
public static class SettingsSchema
{
    /// <summary>File name of the schema of <c>otedge.yaml</c>.</summary>
    public const string SiteFile = "otedge.schema.json";

    /// <summary>File name of the schema of <c>policies/*.yaml</c>.</summary>
    public const string PolicyFile = "policy.schema.json";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema of <c>otedge.yaml</c>.</summary>
    public static string Site() => Text(SiteShapes.Document, "OtEdge: a site");

    /// <summary>The schema of <c>policies/*.yaml</c>.</summary>
    public static string Policy() => Text(PolicyShapes.Document, "OtEdge: a policy");

    /// <summary>Writes both schemas into a directory, which is made when it is missing.</summary>
    /// <returns>The paths written.</returns>
    /// <exception cref="IOException">The directory cannot be written.</exception>
    public static IReadOnlyList<string> Write(string directory)
    {
        Directory.CreateDirectory(directory);
        (string File, string Text)[] schemas = [(SiteFile, Site()), (PolicyFile, Policy())];
        foreach ((string file, string text) in schemas)
        {
            File.WriteAllText(Path.Combine(directory, file), text);
        }

        return [.. schemas.Select(schema => Path.Combine(directory, schema.File))];
    }

    private static string Text(Shape shape, string title)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
        };
        foreach ((string key, JsonNode? value) in shape.Schema())
        {
            schema[key] = value?.DeepClone();
        }

        return schema.ToJsonString(Readable) + "\n";
    }
}
