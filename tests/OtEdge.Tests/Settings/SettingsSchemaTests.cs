using System.Text.Json.Nodes;
using OtEdge.Settings;
using Xunit;

namespace OtEdge.Tests.Settings;

public sealed class SettingsSchemaTests
{
    private static readonly JsonObject Site = JsonNode.Parse(SettingsSchema.Site())!.AsObject();
    private static readonly JsonObject Policy = JsonNode.Parse(SettingsSchema.Policy())!.AsObject();

    [Fact]
    public void Every_good_directory_is_valid_by_the_schemas()
    {
        string[] wrong =
        [
            .. from golden in GoldenSettings.Good
               from file in golden.Files()
               from problem in SchemaValidator.Problems(YamlJson.Read(file.Text), SchemaOf(file.Path))
               select $"{golden.Name}/{file.Path}: {problem}",
        ];

        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("unknown-keys")]
    [InlineData("missing-keys")]
    [InlineData("keys-of-another-protocol")]
    [InlineData("limits")]
    [InlineData("wrong-kinds")]
    public void What_the_reader_refuses_for_its_shape_the_schema_refuses_too(string name)
    {
        GoldenSettings golden = GoldenSettings.Broken.Single(broken => broken.Name == $"broken/{name}");
        string[] refused = [.. golden.Read().Problems.Where(problem => problem.Severity == Severity.Error).Select(problem => problem.File).Distinct()];

        foreach ((string path, string text) in golden.Files().Where(file => refused.Contains(file.Path)))
        {
            Assert.NotEmpty(SchemaValidator.Problems(YamlJson.Read(text), SchemaOf(path)));
        }
    }

    [Fact]
    public void A_key_more_anywhere_is_refused_by_reader_and_schema_alike()
    {
        GoldenSettings contract = GoldenSettings.Good.Single(golden => golden.Name == "good/contract");
        int tried = 0;
        foreach ((string path, string text) in contract.Files())
        {
            JsonNode whole = YamlJson.Read(text)!;
            foreach (JsonObject map in Maps(whole).ToList())
            {
                map["surplus/key"] = "x";
                var texts = contract.Files().Select(file => new SettingsText(file.Path, file.Path == path ? whole.ToJsonString() : file.Text));

                SettingsReading reading = SettingsReader.Read([.. texts], "host");

                Assert.Contains(reading.Problems, problem => problem.File == path && problem.Message.Contains("surplus/key", StringComparison.Ordinal));
                Assert.NotEmpty(SchemaValidator.Problems(whole, SchemaOf(path)));
                map.Remove("surplus/key");
                tried++;
            }
        }

        Assert.True(tried > 40, $"only {tried} mappings");
    }

    [Fact]
    public void Every_key_is_described_for_the_editor()
    {
        foreach (JsonObject schema in new[] { Site, Policy })
        {
            string[] bare =
            [
                .. Maps(schema).Where(map => map["additionalProperties"]?.GetValueKind() == System.Text.Json.JsonValueKind.False)
                    .SelectMany(map => map["properties"]!.AsObject())
                    .Where(property => string.IsNullOrEmpty((string?)property.Value!["description"]))
                    .Select(property => property.Key),
            ];
            Assert.Empty(bare);
        }
    }

    [Fact]
    public void Schemas_are_written_where_asked()
    {
        string directory = Path.Combine(Path.GetTempPath(), $"otedge-schema-{Guid.NewGuid():N}");
        try
        {
            IReadOnlyList<string> written = SettingsSchema.Write(directory);

            Assert.Equal([SettingsSchema.Site(), SettingsSchema.Policy()], written.Select(File.ReadAllText));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static JsonObject SchemaOf(string path) => path == "otedge.yaml" ? Site : Policy;

    private static IEnumerable<JsonObject> Maps(JsonNode? node) => node switch
    {
        JsonObject map => [map, .. map.SelectMany(entry => Maps(entry.Value))],
        JsonArray list => list.SelectMany(Maps),
        _ => [],
    };
}
