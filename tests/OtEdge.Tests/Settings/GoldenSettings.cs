using OtEdge.Settings;
using OtEdge.Testing.Hex;

namespace OtEdge.Tests.Settings;

/// <summary>One directory of <c>tests/golden/settings</c>, with the problems it is to have.</summary>
internal sealed record GoldenSettings(string Name, string Directory)
{
    private const string ProblemsFile = "problems.txt";

    public static IReadOnlyList<GoldenSettings> Broken { get; } = All("broken");

    public static IReadOnlyList<GoldenSettings> Good { get; } = All("good");

    public string Expected => File.ReadAllText(Path.Combine(Directory, ProblemsFile)).ReplaceLineEndings("\n").TrimEnd();

    public SettingsReading Read() => SettingsReader.Read(Directory);

    public string Problems() => string.Join('\n', Read().Problems).Replace(Directory, "DIRECTORY", StringComparison.Ordinal);

    /// <summary>The YAML files below, relative to the directory.</summary>
    public IEnumerable<(string Path, string Text)> Files() =>
        System.IO.Directory.GetFiles(Directory, "*.yaml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(Directory, file).Replace('\\', '/'), File.ReadAllText(file)));

    private static List<GoldenSettings> All(string kind) =>
    [
        .. System.IO.Directory.GetDirectories(Path.Combine(GoldenFrames.GoldenFolder(), "settings", kind))
            .Order(StringComparer.Ordinal)
            .Select(directory => new GoldenSettings($"{kind}/{Path.GetFileName(directory)}", directory)),
    ];
}
