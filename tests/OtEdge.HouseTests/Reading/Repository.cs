using System.Diagnostics;

namespace OtEdge.HouseTests.Reading;

/// <summary>The files of the project, as paths from its root with forward slashes.</summary>
internal static class Repository
{
    private static readonly string[] BuildFolders = ["bin", "obj", "node_modules", ".git", "artifacts", "TestResults"];

    /// <summary>The folder of OtEdge.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file that is, or would be, committed.</summary>
    public static IReadOnlyList<string> Files { get; } = ListByGit() ?? ListByWalking();

    /// <summary>Every hand-written C# file, read.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
    [
        .. Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && !file.EndsWith(".g.cs", StringComparison.Ordinal))
            .Select(file => new SourceFile(file, Text(file))),
    ];

    /// <summary>The hand-written C# files of the product.</summary>
    public static IEnumerable<SourceFile> ProductSources => Sources.Where(source => source.Path.StartsWith("src/", StringComparison.Ordinal));

    /// <summary>Every project file, read.</summary>
    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(file => ProjectFile.Parse(file, Text(file)))];

    /// <summary>The text of a file.</summary>
    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>True for a file or folder that is, or would be, committed.</summary>
    public static bool Has(string path)
    {
        string trimmed = path.TrimEnd('/');
        return Files.Any(file => file == trimmed || file.StartsWith(trimmed + "/", StringComparison.Ordinal));
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OtEdge.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no OtEdge.sln above {AppContext.BaseDirectory}");
    }

    private static List<string>? ListByGit()
    {
        ProcessStartInfo start = new("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process git = Process.Start(start)!;
            List<string> files = [.. git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(file => File.Exists(Path.Combine(Root, file)))];
            git.WaitForExit();
            return git.ExitCode == 0 ? files : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    // For a copy without git.
    private static List<string> ListByWalking() =>
    [
        .. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(BuildFolders.Contains))
            .Order(StringComparer.Ordinal),
    ];
}
