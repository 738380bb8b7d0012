namespace OtEdge.Host.Commands;

/// <summary>Where settings and state are when nothing says so.</summary>
internal static class Directories
{
    private const string SystemConfig = "/etc/otedge";
    private const string SystemState = "/var/lib/otedge";

    /// <summary>The option, else OTEDGE_CONFIG, else /etc/otedge when it exists, else ./config.</summary>
    public static string Config(string? option, Surroundings surroundings) =>
        option
        ?? Set(surroundings, "OTEDGE_CONFIG")
        ?? (Directory.Exists(SystemConfig) ? SystemConfig : Path.Combine(surroundings.WorkingDirectory, "config"));

    /// <summary>The option, else OTEDGE_STATE, else /var/lib/otedge when this user can use it, else ./state.</summary>
    public static string State(string? option, Surroundings surroundings) =>
        option
        ?? Set(surroundings, "OTEDGE_STATE")
        ?? (IsUsable(SystemState) ? SystemState : Path.Combine(surroundings.WorkingDirectory, "state"));

    private static string? Set(Surroundings surroundings, string variable) =>
        surroundings.Environment(variable) is { Length: > 0 } value ? value : null;

    private static bool IsUsable(string directory)
    {
        try
        {
            // Listing asks the kernel, which knows groups and ACLs; permission bits alone do not tell.
            return Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Take(1).Count() >= 0;
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
