using System.Reflection;

/// <summary>
/// Runs inside an OtEdge under measurement, put there by DOTNET_STARTUP_HOOKS (which asks for this name and no namespace): while a file
/// is there it allocates 20 MB/s, some of which lives for a while; the file can ask for a full collection once a second too.
/// </summary>
internal static class StartupHook
{
    /// <summary>Content of the file that asks for full collections.</summary>
    public const string Collects = "collect";

    private const string FileVariable = "OTEDGE_BENCHMARK_ALLOCATES";
    private const int Milliseconds = 5, BytesPerSecond = 20_000_000, BlockBytes = 1000, KeptBlocks = 4096, StepsPerCollection = 1000 / Milliseconds;

    /// <summary>What the process needs in its environment.</summary>
    public static Dictionary<string, string> Environment(string file) => new()
    {
        ["DOTNET_STARTUP_HOOKS"] = Assembly.GetExecutingAssembly().Location,
        [FileVariable] = file,
    };

    /// <summary>Called by the runtime before the program's own start.</summary>
    public static void Initialize()
    {
        if (System.Environment.GetEnvironmentVariable(FileVariable) is { } file)
        {
            new Thread(() => Allocate(file)) { IsBackground = true, Name = "benchmark" }.Start();
        }
    }

    private static void Allocate(string file)
    {
        byte[][] kept = new byte[KeptBlocks][];
        for (int step = 0, block = 0; ; step++)
        {
            Thread.Sleep(Milliseconds);
            if (!File.Exists(file))
            {
                continue;
            }

            for (int bytes = 0; bytes < BytesPerSecond / 1000 * Milliseconds; bytes += BlockBytes)
            {
                block = (block + 1) % KeptBlocks;
                kept[block] = new byte[BlockBytes];
            }

            if (step % StepsPerCollection == 0 && File.ReadAllText(file) == Collects)
            {
                GC.Collect();
            }
        }
    }
}
