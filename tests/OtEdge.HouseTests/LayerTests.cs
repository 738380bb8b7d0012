using OtEdge.HouseTests.Reading;
using Xunit;

namespace OtEdge.HouseTests;

/// <summary>Arrows point down only: L0 knows nobody, L1 knows L0, Host knows all.</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, int> Layers = new()
    {
        ["OtEdge.Core"] = 0,
        ["OtEdge.Modbus"] = 0,
        ["OtEdge.OpcUa"] = 0,
        ["OtEdge.Settings"] = 1,
        ["OtEdge.Conduits"] = 1,
        ["OtEdge.Journal"] = 1,
        ["OtEdge.Alerting"] = 1,
        ["OtEdge.Console"] = 1,
        ["OtEdge.Plant"] = 1,
        ["OtEdge.Host"] = 2,
    };

    // Everyone logs to ILogger.
    private static readonly string[] Everyones = ["Microsoft.Extensions.Logging.Abstractions"];

    [Fact]
    public void Arrows_point_down_only() => Violations.None(Arrows(Repository.Projects));

    [Fact]
    public void The_lowest_layer_uses_nothing_but_the_runtime() => Violations.None(Burdens(Repository.Projects));

    [Fact]
    public void Each_package_is_used_by_one_project() => Violations.None(SharedPackages(Repository.Projects));

    [Fact]
    public void Every_layer_that_is_named_here_exists() =>
        Assert.Equal(Layers.Keys.Order(), Repository.Projects.Where(project => project.IsProduct).Select(project => project.Name).Order());

    [Theory]
    [InlineData("src/OtEdge.Core/OtEdge.Core.csproj", "OtEdge.Modbus")]
    [InlineData("src/OtEdge.Journal/OtEdge.Journal.csproj", "OtEdge.Settings")]
    [InlineData("src/OtEdge.Journal/OtEdge.Journal.csproj", "OtEdge.Host")]
    [InlineData("src/OtEdge.Journal/OtEdge.Journal.csproj", "OtEdge.Testing")]
    [InlineData("src/OtEdge.New/OtEdge.New.csproj", "OtEdge.Core")]
    public void An_arrow_that_does_not_point_down_is_found(string from, string to) =>
        Assert.Single(Arrows([new ProjectFile(from, [to], [], [])]));

    [Theory]
    [InlineData("src/OtEdge.Journal/OtEdge.Journal.csproj", "OtEdge.Core")]
    [InlineData("src/OtEdge.Host/OtEdge.Host.csproj", "OtEdge.Journal")]
    [InlineData("tests/OtEdge.Tests/OtEdge.Tests.csproj", "OtEdge.Host")]
    public void An_arrow_that_points_down_is_fine(string from, string to) =>
        Assert.Empty(Arrows([new ProjectFile(from, [to], [], [])]));

    [Fact]
    public void A_package_in_two_projects_or_in_the_lowest_layer_is_found()
    {
        ProjectFile journal = new("src/OtEdge.Journal/OtEdge.Journal.csproj", [], ["Microsoft.Data.Sqlite", .. Everyones], []);
        ProjectFile core = new("src/OtEdge.Core/OtEdge.Core.csproj", [], ["Microsoft.Data.Sqlite", .. Everyones], []);
        Assert.Single(SharedPackages([journal, core]));
        Assert.Equal(2, Burdens([journal, core]).Count());
    }

    private static IEnumerable<string> Arrows(IReadOnlyList<ProjectFile> projects)
    {
        foreach (ProjectFile project in projects.Where(project => project.IsProduct))
        {
            if (!Layers.TryGetValue(project.Name, out int layer))
            {
                yield return $"{project.Path}: belongs to no layer; put it into the layers of {nameof(LayerTests)} and of src/README.md";
                continue;
            }

            foreach (string target in project.Projects.Where(target => !Layers.TryGetValue(target, out int below) || below >= layer))
            {
                yield return $"{project.Path}: refers to {target}; layer {layer} may refer to lower layers only";
            }
        }
    }

    private static IEnumerable<string> Burdens(IReadOnlyList<ProjectFile> projects) => projects
        .Where(project => project.IsProduct && Layers.GetValueOrDefault(project.Name) == 0)
        .SelectMany(project => project.Packages.Concat(project.Frameworks)
            .Select(package => $"{project.Path}: refers to {package}; the lowest layer refers to nothing"));

    private static IEnumerable<string> SharedPackages(IReadOnlyList<ProjectFile> projects) => projects
        .Where(project => project.IsProduct)
        .SelectMany(project => project.Packages.Select(package => (package, project.Name)))
        .Where(use => !Everyones.Contains(use.package))
        .GroupBy(use => use.package, use => use.Name)
        .Where(uses => uses.Count() > 1)
        .Select(uses => $"{uses.Key}: used by {string.Join(" and ", uses)}; keep it in one of them");
}
