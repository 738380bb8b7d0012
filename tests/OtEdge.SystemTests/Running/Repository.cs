namespace OtEdge.SystemTests.Running;

/// <summary>The checkout that the tests run from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "OtEdge.sln")))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException("OtEdge.sln is in no folder above " + AppContext.BaseDirectory);
    }
}
