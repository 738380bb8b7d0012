using OtEdge.Console.Accounts;
using OtEdge.Host.Drafting;

namespace OtEdge.Host.Backup;

/// <summary>Which files of a gateway belong into a backup, and which of them are secrets.</summary>
internal static class BackupContents
{
    /// <summary>Where settings lie in an archive.</summary>
    public const string SettingsPrefix = "settings/";

    /// <summary>Where state lies in an archive.</summary>
    public const string StatePrefix = "state/";

    private const int SettingBytesMax = 4 * 1024 * 1024;
    private const int FilesMax = 20_000;

    // What else lies beside the settings may be the password of a broker.
    private static readonly string[] PlainSettings = [".yaml", ".yml", ".md", ".crt", ".cer", ".der", ".crl", ".pem"];

    // What a gateway needs to be itself again; logs, captures, sockets and locks are not among it.
    private static readonly string[] StateFiles = [AccountStore.FileName, TokenStore.FileName, "audit.key", Web.ConsoleCertificate.FileName, "mqtt-topics"];
    private static readonly string[] StateFolders = ["certs", DraftDesk.DirectoryName];

    /// <summary>Every file with its path in the archive, databases left out.</summary>
    /// <param name="settingsDirectory">Directory of the settings.</param>
    /// <param name="stateDirectory">The state directory.</param>
    public static IEnumerable<(string Path, string File)> Of(string settingsDirectory, string stateDirectory)
    {
        IEnumerable<string> state = StateFiles.Select(name => Path.Combine(stateDirectory, name)).Where(File.Exists)
            .Concat(StateFolders.Select(name => Path.Combine(stateDirectory, name)).SelectMany(All));
        return All(settingsDirectory).Where(file => new FileInfo(file).Length <= SettingBytesMax).Select(file => (SettingsPrefix + Below(settingsDirectory, file), file))
            .Concat(state.Select(file => (StatePrefix + Below(stateDirectory, file), file)))
            .Take(FilesMax);
    }

    /// <summary>True for a private key or another secret: it leaves the gateway sealed, or not at all.</summary>
    /// <param name="path">Its path in the archive.</param>
    /// <param name="content">What is in it.</param>
    public static bool IsSecret(string path, ReadOnlySpan<byte> content) =>
        path.Contains("/private/", StringComparison.Ordinal)
        || content.IndexOf("PRIVATE KEY-----"u8) >= 0
        || (path.StartsWith(SettingsPrefix, StringComparison.Ordinal) && !PlainSettings.Contains(Path.GetExtension(path).ToLowerInvariant()));

    private static IEnumerable<string> All(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Order(StringComparer.Ordinal)
        : [];

    private static string Below(string directory, string file) => Path.GetRelativePath(directory, file).Replace('\\', '/');
}
