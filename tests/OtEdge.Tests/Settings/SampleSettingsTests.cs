using OtEdge.Settings;
using OtEdge.Testing.Hex;
using Xunit;

namespace OtEdge.Tests.Settings;

public sealed class SampleSettingsTests
{
    private static readonly string Config = Path.GetFullPath(Path.Combine(GoldenFrames.GoldenFolder(), "..", "..", "config"));

    [Fact]
    public void The_sample_site_has_no_problem_and_no_warning()
    {
        SettingsReading reading = SettingsReader.Read(Config);

        Assert.True(reading.Problems.Count == 0, string.Join('\n', reading.Problems));
        Assert.NotEmpty(reading.Site!.Conduits);
        Assert.NotEmpty(reading.Site.Policies["filling-modbus"].Tests);
    }

    [Fact]
    public void The_schemas_beside_the_sample_are_those_of_this_version()
    {
        Assert.Equal(SettingsSchema.Site(), File.ReadAllText(Path.Combine(Config, "schema", SettingsSchema.SiteFile)));
        Assert.Equal(SettingsSchema.Policy(), File.ReadAllText(Path.Combine(Config, "schema", SettingsSchema.PolicyFile)));
    }

    [Fact]
    public void Every_sample_file_names_its_schema()
    {
        foreach (string file in Directory.GetFiles(Config, "*.yaml", SearchOption.AllDirectories))
        {
            string line = File.ReadLines(file).First();
            Assert.StartsWith("# yaml-language-server: $schema=", line, StringComparison.Ordinal);
            string schema = Path.Combine(Path.GetDirectoryName(file)!, line["# yaml-language-server: $schema=".Length..]);
            Assert.True(File.Exists(schema), $"{file} names {schema}");
        }
    }
}
