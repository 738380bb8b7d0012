namespace OtEdge.Settings;

/// <summary>Names in a settings directory.</summary>
internal static class SettingsFiles
{
    public const string Site = "otedge.yaml";
    public const string PolicyFolder = "policies";
    public const string Extension = ".yaml";

    /// <summary>Largest otedge.yaml.</summary>
    public const int SiteBytesMax = 4 * 1024 * 1024;

    /// <summary>
    /// Largest policy: 16 MiB hold 130,000 rules. 100,000 of them (12 MB) take 6 s of processor time to read and 550 MiB while it lasts,
    /// measured; on a small machine more would put everything else at risk.
    /// </summary>
    public const int PolicyBytesMax = 16 * 1024 * 1024;

    /// <summary>Most bytes of a file in a settings directory.</summary>
    /// <param name="path">Its path in the directory.</param>
    public static int BytesMaxOf(string path) => path == Site ? SiteBytesMax : PolicyBytesMax;

    /// <summary>What is said of a file that is too large.</summary>
    /// <param name="path">Its path in the directory.</param>
    public static string TooLarge(string path) =>
        $"the file is larger than {BytesMaxOf(path) / 1024 / 1024} MiB{(path == Site ? "" : "; split the policy")}";

    /// <summary>Most policy files in a directory.</summary>
    public const int PoliciesMax = 1000;
}
