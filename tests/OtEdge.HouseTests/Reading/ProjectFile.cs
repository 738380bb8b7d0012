using System.Xml.Linq;

namespace OtEdge.HouseTests.Reading;

/// <summary>What a project refers to.</summary>
/// <param name="Path">Its file, from the root.</param>
/// <param name="Projects">Names of the projects it refers to.</param>
/// <param name="Packages">Names of the packages it refers to.</param>
/// <param name="Frameworks">Names of the shared frameworks it refers to.</param>
internal sealed record ProjectFile(
    string Path,
    IReadOnlyList<string> Projects,
    IReadOnlyList<string> Packages,
    IReadOnlyList<string> Frameworks)
{
    /// <summary>Name without extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>True for what is shipped.</summary>
    public bool IsProduct => Path.StartsWith("src/", StringComparison.Ordinal);

    /// <summary>Reads a project file.</summary>
    public static ProjectFile Parse(string path, string xml)
    {
        XDocument document = XDocument.Parse(xml);
        return new ProjectFile(
            path,
            [.. Includes("ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))],
            [.. Includes("PackageReference")],
            [.. Includes("FrameworkReference")]);

        IEnumerable<string> Includes(string element) =>
            document.Descendants(element).Select(item => item.Attribute("Include")?.Value).OfType<string>();
    }
}
