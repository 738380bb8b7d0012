namespace OtEdge.Testing.Hex;

/// <summary>The frames of <c>tests/golden/frames</c>.</summary>
public static class GoldenFrames
{
    private static readonly Lazy<IReadOnlyList<GoldenFrame>> Frames = new(Read);

    /// <summary>Every frame of every file, by file name.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests do not run inside the project's folder.</exception>
    public static IReadOnlyList<GoldenFrame> All => Frames.Value;

    /// <summary>The folder <c>tests/golden</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests do not run inside the project's folder.</exception>
    public static string GoldenFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string golden = Path.Combine(folder.FullName, "tests", "golden");
            if (Directory.Exists(golden))
            {
                return golden;
            }
        }

        throw new DirectoryNotFoundException($"tests/golden, in {AppContext.BaseDirectory} or a folder above it");
    }

    private static List<GoldenFrame> Read() =>
    [
        .. Directory.GetFiles(Path.Combine(GoldenFolder(), "frames"), "*.hex")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => AnnotatedHex.Parse(Path.GetFileName(file), File.ReadAllText(file))),
    ];
}
